package io.nightjar.serving.fuzz;

import io.nightjar.serving.api.CallerRefusedException;
import io.nightjar.serving.fixture.RecordedRequest;
import io.nightjar.serving.fixture.Signer;
import io.nightjar.serving.signature.SignatureVerifier;
import io.nightjar.serving.signature.TestKeys;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Any request, as a text: a line of method, path and query, lines of headers, an empty line, the
 * body. It is refused by name, or its signature is the one that a client would make.
 */
final class SignatureFuzz implements FuzzTarget {
  private static final String TIME = "20260131T120000Z";
  private static final String BODY = "{\"userId\":\"u-7\"}";

  private final SignatureVerifier verifier =
      new SignatureVerifier(
          TestKeys::get, null, Clock.fixed(Instant.parse("2026-01-31T12:00:00Z"), ZoneOffset.UTC));

  @Override
  public void take(byte[] input) {
    RecordedRequest request = parse(new String(input, StandardCharsets.ISO_8859_1));
    try {
      verifier.verify(request);
    } catch (CallerRefusedException e) {
      if (e.getMessage().isBlank() || e.getMessage().contains(Signer.SECRET)) {
        throw new AssertionError("a message must say something and no secret: " + e.getMessage());
      }
      return;
    }
    if (!new String(request.body(), StandardCharsets.UTF_8).equals(BODY)
        && request.body().length > 0) {
      throw new AssertionError("nobody signed this body");
    }
  }

  private static RecordedRequest parse(String text) {
    String[] lines = text.split("\n", -1);
    String[] first = (lines[0] + "   ").split(" ", -1);
    Map<String, List<String>> headers = new HashMap<>();
    int line = 1;
    for (; line < lines.length && !lines[line].isEmpty(); line++) {
      int colon = lines[line].indexOf(':');
      if (colon > 0) {
        headers
            .computeIfAbsent(
                lines[line].substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
            .add(lines[line].substring(colon + 1));
      }
    }
    StringBuilder body = new StringBuilder();
    for (int i = line + 1; i < lines.length; i++) {
      body.append(i > line + 1 ? "\n" : "").append(lines[i]);
    }
    return new RecordedRequest(
        first[0],
        first[1],
        first[2],
        headers,
        body.toString().getBytes(StandardCharsets.ISO_8859_1));
  }

  @Override
  public List<byte[]> seeds() {
    Signer signer = new Signer(Signer.KEY, Signer.SECRET, TIME);
    Map<String, String> headers = Map.of("host", "h", "x-amz-date", TIME);
    String authorization =
        signer.authorization(
            "POST", "/recommendations", "", headers, BODY.getBytes(StandardCharsets.UTF_8));
    String presigned = signer.presigned("GET", "/nightjar/why", "a=%20b", "h", 600);
    return FuzzTarget.texts(
        "POST /recommendations \nhost:h\nx-amz-date:%s\nauthorization:%s\n\n%s"
            .formatted(TIME, authorization, BODY),
        "GET /nightjar/why %s\nhost:h\n\n".formatted(presigned),
        "GET /a/../b//%%20/./c a=%%C3%%A9&b&=&+\nhost:h\nauthorization:%s\n\n"
            .formatted(authorization),
        "POST / \n\n");
  }
}
