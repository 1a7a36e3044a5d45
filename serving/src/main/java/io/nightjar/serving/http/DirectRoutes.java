package io.nightjar.serving.http;

import io.nightjar.serving.api.PersonalizeException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Answers POST of some paths before servlets and their router come into it, which cost more than a
 * look into the table does. All else goes on to the next handler: other methods, other spellings of
 * these paths, and calls that are {@link Pending}, which {@link Rest} answers.
 *
 * <p>Stands behind {@link Arrivals}. What is quick needs no {@link Admission}.
 */
final class DirectRoutes extends Handler.Wrapper {
  private static final HttpField JSON =
      new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "application/json");

  private static final String REST = "nightjar.rest";

  private final Map<String, OperationHandler> operations = new HashMap<>();

  /** Answers a path; to be called before the server starts. */
  void post(String path, OperationHandler operation) {
    operations.put(path, operation);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    OperationHandler operation =
        HttpMethod.POST.is(request.getMethod())
            ? operations.get(request.getHttpURI().getPath())
            : null;
    if (operation == null) {
      return super.handle(request, response, callback);
    }
    DirectCall call = new DirectCall(request, Arrival.bodyOf(request));
    Outcome outcome = outcome(call, () -> operation.answer(call));
    if (outcome instanceof Reply reply) {
      send(call, reply, response, callback);
      return true;
    }
    Runnable rest = () -> send(call, outcome(call, outcome::now).now(), response, callback);
    request.setAttribute(REST, rest);
    return super.handle(request, response, callback);
  }

  private static Outcome outcome(DirectCall call, Supplier<Outcome> step) {
    try {
      return step.get();
    } catch (PersonalizeException e) {
      return ErrorReplies.refused(e);
    } catch (Exception | Error e) {
      return ErrorReplies.failed(call.method(), call.rawPath(), call.requestId(), e);
    }
  }

  private static void send(Call call, Reply reply, Response response, Callback callback) {
    HttpFields.Mutable headers = response.getHeaders();
    response.setStatus(reply.status());
    headers.add(RequestId.HEADER, call.requestId());
    headers.add(JSON);
    for (HttpField header : reply.headers()) {
      headers.add(header);
    }
    response.write(true, ByteBuffer.wrap(reply.body()), callback);
  }

  /** Does the rest of calls that are pending. */
  static final class Rest extends Handler.Wrapper {
    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      if (request.getAttribute(REST) instanceof Runnable rest) {
        rest.run();
        return true;
      }
      return super.handle(request, response, callback);
    }
  }
}
