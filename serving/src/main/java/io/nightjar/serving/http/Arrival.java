package io.nightjar.serving.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;
import org.eclipse.jetty.util.thread.Scheduler;

/** The body of one request while it arrives. */
final class Arrival implements Invocable.Task {
  private static final int LEAST_CAPACITY = 256;

  private final Arrivals arrivals;
  private final Request request;
  private final Response response;
  private final Callback callback;

  /** Whoever sets it ends the arrival: the body's last byte, or the time that is over. */
  private final AtomicBoolean ended = new AtomicBoolean();

  private ByteArrayOutputStream body;
  private long received;
  private Scheduler.Task deadline;

  Arrival(Arrivals arrivals, Request request, Response response, Callback callback) {
    this.arrivals = arrivals;
    this.request = request;
    this.response = response;
    this.callback = callback;
  }

  /** The body of a request that has arrived. */
  static byte[] bodyOf(Request request) {
    return Request.as(request, Arrived.class).body;
  }

  /** Reads what is there; most bodies are, together with their headers. */
  void begin() {
    byte[] whole = read();
    if (whole != null) {
      pass(whole);
    } else if (!ended.get()) {
      deadline = arrivals.schedule(this::late);
      // Callers that wait for it are told to go on; the others need no such word.
      CompletableFuture<Void> unused =
          response
              .writeInterim(HttpStatus.CONTINUE_100, HttpFields.EMPTY)
              .whenComplete((done, notExpected) -> request.demand(this));
    }
  }

  /** More has come. */
  @Override
  public void run() {
    if (ended.get()) {
      return;
    }
    byte[] whole = read();
    if (whole != null) {
      // On a thread that may block, which this one may not.
      request.getContext().execute(() -> pass(whole));
    } else if (!ended.get()) {
      request.demand(this);
    }
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }

  /** The whole body; null while there is more to come, or when there never will be. */
  private byte[] read() {
    while (true) {
      Content.Chunk chunk = request.read();
      if (chunk == null) {
        return null;
      }
      if (Content.Chunk.isFailure(chunk)) {
        if (ended.compareAndSet(false, true)) {
          CoreReplies.closeAfter(response);
          CoreReplies.sendError(
              response, callback, 400, "InvalidInputException", RequestBody.BROKE_OFF);
        }
        return null;
      }
      received += chunk.remaining();
      keep(chunk);
      boolean tooLarge = received > RequestBody.LIMIT;
      if (tooLarge && (chunk.isLast() || received > RequestBody.DISCARDED)) {
        if (ended.compareAndSet(false, true)) {
          Arrivals.refuseLarge(response, callback);
        }
        return null;
      }
      if (chunk.isLast()) {
        return body.toByteArray();
      }
    }
  }

  /** Copies, since the buffer goes back to its pool whether or not a handler reads the body. */
  private void keep(Content.Chunk chunk) {
    if (body == null) {
      long expected = Math.min(request.getLength(), RequestBody.LIMIT);
      body = new ByteArrayOutputStream((int) Math.max(LEAST_CAPACITY, expected));
    }
    if (received <= RequestBody.LIMIT) {
      body.writeBytes(BufferUtil.toArray(chunk.getByteBuffer()));
    }
    chunk.release();
  }

  private void pass(byte[] whole) {
    if (!ended.compareAndSet(false, true)) {
      return;
    }
    if (deadline != null) {
      deadline.cancel();
    }
    try {
      if (!arrivals.getHandler().handle(new Arrived(request, whole), response, callback)) {
        Response.writeError(request, response, callback, 404);
      }
    } catch (Throwable e) {
      Response.writeError(request, response, callback, e);
    }
  }

  private void late() {
    if (ended.compareAndSet(false, true)) {
      arrivals.refuseLate(response, callback);
    }
  }

  /** A request whose body is there. */
  private static final class Arrived extends Request.Wrapper {
    private final byte[] body;
    private boolean read;

    Arrived(Request request, byte[] body) {
      super(request);
      this.body = body;
    }

    @Override
    public Content.Chunk read() {
      if (read) {
        return Content.Chunk.EOF;
      }
      read = true;
      return Content.Chunk.from(ByteBuffer.wrap(body), true);
    }

    @Override
    public void demand(Runnable demandCallback) {
      getContext().execute(demandCallback);
    }
  }
}
