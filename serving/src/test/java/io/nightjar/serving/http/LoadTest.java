package io.nightjar.serving.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.serving.fixture.RawConnection;
import io.nightjar.serving.fixture.RunningServer;
import io.nightjar.serving.fixture.StoreFixture;
import io.nightjar.serving.load.LoadConfig;
import io.nightjar.shared.checkerboard.Checkerboard;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the server turns away, and whom it hangs up on. */
class LoadTest {
  private static final String ASK =
      "{\"campaignArn\":\"CAMPAIGNS/home\",\"userId\":\"user-01\",\"numResults\":1}";
  private static final String BODY =
      ASK.replace("CAMPAIGNS/home", RunningServer.campaignArn("home"));
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final int MANY = 8;

  @TempDir Path folder;
  private StoreFixture store;
  private String model;

  @BeforeEach
  void publish() {
    store = new StoreFixture(folder);
    // Without a table, so that answers take threads of the pool.
    model = store.writeModel(new Checkerboard(4), List.of());
    store.publish("home", StoreFixture.RECOMMEND, model);
  }

  private static LoadConfig load(
      int concurrent, int queued, Duration wait, Duration idle, Duration request, long bodies) {
    return new LoadConfig(concurrent, queued, wait, 100, idle, request, bodies);
  }

  private static LoadConfig timeouts(Duration idle, Duration request) {
    return load(1, MANY, LONG, idle, request, 1 << 20);
  }

  private static String header(HttpResponse<String> reply, String name) {
    return reply.headers().firstValue(name).orElse("none");
  }

  /** Asks from many sides until a reply is not 200, and returns one that is not. */
  private static HttpResponse<String> overload(RunningServer server) throws InterruptedException {
    Collection<HttpResponse<String>> refused = new ConcurrentLinkedQueue<>();
    AtomicBoolean stop = new AtomicBoolean();
    List<Thread> callers = new ArrayList<>();
    for (int caller = 0; caller < MANY; caller++) {
      Thread thread =
          new Thread(
              () -> {
                while (!stop.get()) {
                  HttpResponse<String> reply = server.post("/recommendations", ASK);
                  if (reply.statusCode() != 200) {
                    refused.add(reply);
                  }
                }
              });
      callers.add(thread);
      thread.start();
    }
    try {
      RunningServer.await("a refusal", () -> !refused.isEmpty());
      assertThat(server.get("/healthz").statusCode()).isEqualTo(200);
      assertThat(server.get("/readyz").statusCode()).isEqualTo(200);
    } finally {
      stop.set(true);
      for (Thread caller : callers) {
        caller.join();
      }
    }
    assertThat(refused).allMatch(reply -> reply.statusCode() == 429);
    return refused.iterator().next();
  }

  private static void assertThrottled(HttpResponse<String> reply, String message) {
    assertThat(reply.statusCode()).isEqualTo(429);
    assertThat(header(reply, "x-amzn-ErrorType")).isEqualTo("ThrottlingException");
    assertThat(header(reply, "Retry-After")).isEqualTo("1");
    assertThat(header(reply, "x-amzn-RequestId")).hasSize(36);
    assertThat(reply.body()).isEqualTo("{\"message\":\"" + message + "\"}");
  }

  /** A turn ends a moment after its caller has the reply. */
  private static void awaitAnswer(RunningServer server) {
    RunningServer.await(
        "it answers again", () -> server.post("/recommendations", ASK).statusCode() == 200);
  }

  @Test
  void whatMayNotWaitIsTurnedAway() throws InterruptedException {
    try (RunningServer server = RunningServer.of(folder, load(1, 0, LONG, LONG, LONG, 1 << 20))) {
      assertThrottled(
          overload(server),
          "The server answers 1 requests and 0 wait, which is all it takes: try again later");
      awaitAnswer(server);
    }
  }

  @Test
  void whatWaitsForTooLongIsTurnedAway() throws InterruptedException {
    Duration wait = Duration.ofMillis(1);
    try (RunningServer server =
        RunningServer.of(folder, load(1, 1_000, wait, LONG, LONG, 1 << 20))) {
      assertThrottled(
          overload(server),
          "The request waited 1 ms for its turn, which is all it may: try again later");
      awaitAnswer(server);
    }
  }

  @Test
  void aCampaignAnswersNoMoreThanItsRate() {
    store.publishLimited("slow", StoreFixture.RECOMMEND, model, 1);
    String ask = ASK.replace("home", "slow");
    try (RunningServer server = RunningServer.of(folder)) {
      List<HttpResponse<String>> replies = new ArrayList<>();
      replies.add(server.post("/recommendations", ask));
      assertThat(replies.get(0).statusCode()).isEqualTo(200);
      RunningServer.await(
          "the rate is reached",
          () -> {
            replies.set(0, server.post("/recommendations", ask));
            return replies.get(0).statusCode() != 200;
          });
      assertThrottled(replies.get(0), "Campaign slow takes 1 requests per second: try again later");
      assertThat(server.post("/recommendations", ASK).statusCode()).isEqualTo(200);
      RunningServer.await(
          "a second is over", () -> server.post("/recommendations", ask).statusCode() == 200);
    }
  }

  @Test
  void whoSendsABodySlowlyHoldsNobodyUp() throws IOException {
    try (RunningServer server = RunningServer.of(folder, timeouts(LONG, LONG))) {
      List<RawConnection> slow = new ArrayList<>();
      for (int caller = 0; caller < MANY; caller++) {
        RawConnection connection = new RawConnection(server);
        slow.add(connection);
        connection.sendHead("/recommendations", BODY.length());
        connection.send(BODY.substring(0, 10));
      }
      assertThat(server.post("/recommendations", ASK).statusCode()).isEqualTo(200);
      for (RawConnection connection : slow) {
        connection.send(BODY.substring(10, 20));
        connection.send(BODY.substring(20));
        List<String> reply = connection.readReply();
        assertThat(reply.get(0)).isEqualTo("HTTP/1.1 200 OK");
        assertThat(reply.get(reply.size() - 1)).startsWith("{\"itemList\":[");
        connection.close();
      }
    }
  }

  @Test
  void aBodyThatDoesNotArriveIsRefused() throws IOException {
    try (RunningServer server = RunningServer.of(folder, timeouts(LONG, SHORT));
        RawConnection connection = new RawConnection(server)) {
      connection.sendHead("/recommendations", BODY.length());
      connection.send(BODY.substring(0, 10));
      List<String> reply = connection.readReply();
      assertThat(reply.get(0)).isEqualTo("HTTP/1.1 408 Request Timeout");
      assertThat(reply).contains("x-amzn-ErrorType: RequestTimeoutException");
      assertThat(reply)
          .endsWith("{\"message\":\"request must arrive within 300 ms: its body did not\"}");
      assertThat(connection.isClosed()).isTrue();
      assertThat(server.post("/recommendations", ASK).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aHeadThatDoesNotArriveIsHungUpOn() throws IOException {
    try (RunningServer server = RunningServer.of(folder, timeouts(LONG, SHORT));
        RawConnection good = new RawConnection(server);
        RawConnection bad = new RawConnection(server)) {
      good.sendHead("/recommendations", BODY.length());
      good.send(BODY);
      assertThat(good.readReply().get(0)).isEqualTo("HTTP/1.1 200 OK");
      bad.send("POST /recommendations HTTP/1.1\r\nHost: a\r\nX-");
      assertThat(bad.isClosed()).isTrue();
      // Idle between two requests for as long, which is no offence.
      good.sendHead("/recommendations", BODY.length());
      good.send(BODY);
      assertThat(good.readReply().get(0)).isEqualTo("HTTP/1.1 200 OK");
    }
  }

  @Test
  void anIdleConnectionIsClosed() throws IOException {
    try (RunningServer server = RunningServer.of(folder, timeouts(SHORT, LONG));
        RawConnection unused = new RawConnection(server);
        RawConnection used = new RawConnection(server)) {
      used.sendHead("/recommendations", BODY.length());
      used.send(BODY);
      assertThat(used.readReply().get(0)).isEqualTo("HTTP/1.1 200 OK");
      assertThat(used.isClosed()).isTrue();
      assertThat(unused.isClosed()).isTrue();
    }
  }

  @Test
  void bodiesTogetherHaveALimit() throws IOException {
    int large = 20_000;
    try (RunningServer server =
            RunningServer.of(folder, load(1, 0, LONG, LONG, LONG, 2 * large - 1));
        RawConnection second = new RawConnection(server)) {
      RawConnection first = new RawConnection(server);
      first.send(
          "POST /recommendations HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: "
              + large
              + "\r\n\r\n");
      // Once the server asks for it, the first body counts.
      assertThat(first.readReply().get(0)).isEqualTo("HTTP/1.1 100 Continue");
      second.sendHead("/recommendations", large);
      List<String> reply = second.readReply();
      assertThat(reply.get(0)).isEqualTo("HTTP/1.1 429 Too Many Requests");
      assertThat(reply).contains("x-amzn-ErrorType: ThrottlingException", "Retry-After: 1");
      first.close();
      String padded = BODY + " ".repeat(large);
      RunningServer.await(
          "the first is gone", () -> server.post("/recommendations", padded).statusCode() == 200);
    }
  }

  @Test
  void aBodyThatIsAnnouncedAsTooLargeIsNotRead() throws IOException {
    try (RunningServer server = RunningServer.of(folder);
        RawConnection connection = new RawConnection(server)) {
      connection.sendHead("/recommendations", (8 << 20) + 1);
      List<String> reply = connection.readReply();
      assertThat(reply.get(0)).startsWith("HTTP/1.1 413 ");
      assertThat(reply).contains("x-amzn-ErrorType: RequestTooLargeException");
      assertThat(connection.isClosed()).isTrue();
    }
  }

  @Test
  void aBodyThatIsTooLargeIsReadToTheEndForItsCallerToHearIt() throws IOException {
    try (RunningServer server = RunningServer.of(folder);
        RawConnection connection = new RawConnection(server)) {
      String large = " ".repeat(3 << 20);
      connection.sendHead("/recommendations", large.length());
      connection.send(large);
      assertThat(connection.readReply().get(0)).startsWith("HTTP/1.1 413 ");
      assertThat(connection.isClosed()).isTrue();
    }
  }

  @Test
  void aBodyInPiecesIsOne() throws IOException {
    try (RunningServer server = RunningServer.of(folder);
        RawConnection connection = new RawConnection(server)) {
      connection.send(
          "POST /recommendations HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
      for (int start = 0; start < BODY.length(); start += 20) {
        String piece = BODY.substring(start, Math.min(BODY.length(), start + 20));
        connection.send(Integer.toHexString(piece.length()) + "\r\n" + piece + "\r\n");
      }
      connection.send("0\r\n\r\n");
      assertThat(connection.readReply().get(0)).isEqualTo("HTTP/1.1 200 OK");
    }
  }
}
