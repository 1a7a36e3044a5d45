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

  /** Reads what is there; most bodies are, together with their headers. */
  void begin() {
    Content.Chunk last = read();
    if (last != null) {
      pass(last);
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
    Content.Chunk last = read();
    if (last != null) {
      // On a thread that may block, which this one may not.
      request.getContext().execute(() -> pass(last));
    } else if (!ended.get()) {
      request.demand(this);
    }
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }

  /** The whole body; null while there is more to come, or when there never will be. */
  private Content.Chunk read() {
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
        return Content.Chunk.from(ByteBuffer.wrap(body.toByteArray()), true);
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

  private void pass(Content.Chunk whole) {
    if (!ended.compareAndSet(false, true)) {
      whole.release();
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
    private Content.Chunk next;

    Arrived(Request request, Content.Chunk whole) {
      super(request);
      this.next = whole;
    }

    @Override
    public Content.Chunk read() {
      Content.Chunk chunk = next;
      next = Content.Chunk.EOF;
      return chunk;
    }

    @Override
    public void demand(Runnable demandCallback) {
      getContext().execute(demandCallback);
    }
  }
}
