package io.nightjar.serving.http;

import io.nightjar.serving.load.ShedReason;
import io.nightjar.serving.load.ShedRequests;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes connections that send the head of a request byte by byte, which an idle timeout never
 * ends. It looks a few times within the time that a request may take to arrive.
 */
final class SlowHeaders extends AbstractLifeCycle implements Connection.Listener {
  private static final int LOOKS = 10;

  private final Server server;
  private final long patienceNanos;
  private final ShedRequests shed;
  private final Map<Connection, Progress> open = new ConcurrentHashMap<>();
  private Scheduler.Task next;

  SlowHeaders(Server server, Duration requestTimeout, ShedRequests shed) {
    this.server = server;
    this.patienceNanos = requestTimeout.toNanos();
    this.shed = shed;
  }

  /** What one connection had sent when it was last known to send no head. */
  private static final class Progress {
    private long messages;
    private long bytes;
    private long since;
    private boolean sending;

    /** Whether a head that is not complete has been arriving for too long. */
    boolean isSlow(Connection connection, long now, long patience) {
      long read = connection.getMessagesIn();
      boolean answering = read > connection.getMessagesOut();
      if (answering || read != messages) {
        messages = read;
        bytes = connection.getBytesIn();
        sending = false;
        return false;
      }
      if (connection.getBytesIn() == bytes) {
        return false;
      }
      if (!sending) {
        sending = true;
        since = now;
      }
      return now - since >= patience;
    }
  }

  @Override
  public void onOpened(Connection connection) {
    // Not the connections below, such as that of TLS, which count no messages.
    if (connection instanceof ConnectionMetaData) {
      open.put(connection, new Progress());
    }
  }

  @Override
  public void onClosed(Connection connection) {
    open.remove(connection);
  }

  private void look() {
    long now = System.nanoTime();
    open.forEach(
        (connection, progress) -> {
          if (progress.isSlow(connection, now, patienceNanos)) {
            open.remove(connection);
            shed.add(ShedReason.SLOW);
            connection.getEndPoint().close();
          }
        });
    lookLater();
  }

  private synchronized void lookLater() {
    if (isRunning()) {
      next =
          server.getScheduler().schedule(this::look, patienceNanos / LOOKS, TimeUnit.NANOSECONDS);
    }
  }

  @Override
  protected void doStart() {
    lookLater();
  }

  @Override
  protected synchronized void doStop() {
    if (next != null) {
      next.cancel();
    }
  }
}
