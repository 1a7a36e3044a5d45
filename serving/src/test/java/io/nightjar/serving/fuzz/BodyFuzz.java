package io.nightjar.serving.fuzz;

import io.nightjar.serving.fixture.RunningServer;
import io.nightjar.serving.fixture.StoreFixture;
import io.nightjar.shared.checkerboard.Checkerboard;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The real server, asked over a real socket. The first letter of an input says what the rest is: a
 * body of GetRecommendations (r) or GetPersonalizedRanking (p), a query of why (w), or all the
 * bytes of a request (x). Whatever it is, the server answers within seconds, in its form, and never
 * with 500.
 */
final class BodyFuzz implements FuzzTarget {
  private static final String HOME = RunningServer.campaignArn("home");
  private static final String RANK = RunningServer.campaignArn("rank");
  private static final String FILTER = HOME.replace("campaign/home", "filter/some");

  private final RunningServer server;
  private RawConnection connection;

  BodyFuzz() {
    StoreFixture store = new StoreFixture(Scratch.folder());
    String model = store.writeModel(new Checkerboard(10));
    store.publish("home", StoreFixture.RECOMMEND, model);
    store.publish("rank", StoreFixture.RANK, model);
    store.writeFilter("some", "INCLUDE ItemID WHERE Items.POPULARITY >= $LEAST");
    server = RunningServer.of(store.root());
    Runtime.getRuntime().addShutdownHook(new Thread(server::close));
  }

  @Override
  public void take(byte[] input) {
    String text = new String(input, StandardCharsets.ISO_8859_1);
    String rest = text.isEmpty() ? "" : text.substring(1);
    try {
      switch (text.isEmpty() ? 'r' : text.charAt(0)) {
        case 'p' -> check(ask(post("/personalize-ranking", rest)), input);
        case 'w' ->
            check(
                ask("GET /nightjar/why?" + encoded(rest) + " HTTP/1.1\r\nHost: h\r\n\r\n"), input);
        case 'x' -> {
          try (RawConnection once = new RawConnection(server.port())) {
            once.send(rest);
            once.endOfRequest();
            check(once.firstReply(), input);
          }
        }
        default -> check(ask(post("/recommendations", rest)), input);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String post(String path, String body) {
    return "POST %s HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(path, body.length(), body);
  }

  private String ask(String request) throws IOException {
    if (connection != null && !connection.isClosed()) {
      try {
        connection.send(request);
        String reply = connection.reply();
        if (!reply.isEmpty()) {
          return reply;
        }
      } catch (SocketException e) {
        // the server may close a connection between two requests
      }
    }
    connection = new RawConnection(server.port());
    connection.send(request);
    return connection.reply();
  }

  private static void check(String reply, byte[] input) {
    if (reply.isEmpty()) {
      if (input.length > 0 && input[0] == 'x') {
        return; // no request at all
      }
      throw new AssertionError("no reply");
    }
    int status = Integer.parseInt(reply.substring(9, 12));
    if (status == 500 || status == 503 || !reply.startsWith("HTTP/1.1 ")) {
      throw new AssertionError(reply);
    }
    boolean head = input.length > 4 && input[0] == 'x' && input[1] == 'H';
    if (status >= 400 && !head && !reply.contains("\r\n\r\n{\"message\":\"")) {
      throw new AssertionError("an error must have a message: " + reply);
    }
  }

  /** A query in which nothing is forbidden on a request line; its percent signs stay. */
  private static String encoded(String query) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte b : query.getBytes(StandardCharsets.ISO_8859_1)) {
      if (b > ' ' && b < 0x7F && b != '#') {
        all.write(b);
      } else {
        all.writeBytes("%%%02X".formatted(b & 0xFF).getBytes(StandardCharsets.US_ASCII));
      }
    }
    return all.toString(StandardCharsets.US_ASCII);
  }

  @Override
  public List<byte[]> seeds() {
    List<byte[]> seeds = new ArrayList<>();
    String user = Checkerboard.userId(0);
    seeds.addAll(
        FuzzTarget.texts(
            "r{\"campaignArn\":\"%s\",\"userId\":\"%s\",\"numResults\":3,\"context\":{\"DEVICE\":\"tv\"},\"itemId\":\"i\"}"
                .formatted(HOME, user),
            "r{\"recommenderArn\":\"%s\",\"userId\":\"\\u00e9\",\"numResults\":500}"
                .formatted(HOME.replace("campaign/", "recommender/")),
            "r{\"campaignArn\":\"%s\",\"userId\":\"u\",\"filterArn\":\"%s\",\"filterValues\":{\"LEAST\":\"1\"}}"
                .formatted(HOME, FILTER),
            "r{\"campaignArn\":\"%s\",\"userId\":\"u\",\"promotions\":[{\"name\":\"a\",\"percentPromotedItems\":20,\"filterArn\":\"%s\",\"filterValues\":{\"LEAST\":\"1\"}}],\"metadataColumns\":{\"ITEMS\":[\"A\"]}}"
                .formatted(HOME, FILTER),
            "p{\"campaignArn\":\"%s\",\"userId\":\"%s\",\"inputList\":[\"%s\",\"x\",\"%s\"],\"context\":{}}"
                .formatted(RANK, user, Checkerboard.itemId(1), Checkerboard.itemId(2)),
            "wcampaign=home&userId=%s&itemId=%s&numResults=5&context=%%7B%%22DEVICE%%22%%3A%%22tv%%22%%7D"
                .formatted(user, Checkerboard.itemId(0)),
            "xGET /healthz HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n",
            "xPOST /recommendations HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
            "xHEAD /readyz?a=%20 HTTP/1.0\r\nx-nightjar-recommendation-id: RID-0\r\nx-nightjar-explain: true\r\n\r\n",
            "r" + "[".repeat(3000)));
    return seeds;
  }
}
