package io.nightjar.serving.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.nightjar.serving.api.CallerRefusedException;
import io.nightjar.serving.api.CallerRefusedException.Reason;
import io.nightjar.serving.fixture.RecordedRequest;
import io.nightjar.serving.fixture.Signer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureVerifierTest {
  private static final String TIME = "20260131T235959Z";
  private static final Instant NOW = Instant.parse("2026-01-31T23:59:59Z");
  private static final String BODY = "{\"userId\":\"u-7\"}";
  private static final AccessKey KEY = new AccessKey(Signer.KEY, Signer.SECRET, null, null);

  private static SignatureVerifier verifier(Instant now) {
    return verifier(now, null, KEY);
  }

  private static SignatureVerifier verifier(Instant now, String region, AccessKey key) {
    return new SignatureVerifier(
        id -> id.equals(Signer.KEY) ? key : null, region, Clock.fixed(now, ZoneOffset.UTC));
  }

  private static Signer signer() {
    return new Signer(Signer.KEY, Signer.SECRET, TIME);
  }

  private static Map<String, String> headers() {
    return new HashMap<>(
        Map.of(
            "host", "nightjar.example:8080",
            "x-amz-date", TIME,
            "content-type", "application/json"));
  }

  private static RecordedRequest signed(Signer signer, Map<String, String> headers) {
    return signed(signer, headers, BODY);
  }

  private static RecordedRequest signed(Signer signer, Map<String, String> headers, String body) {
    headers.put(
        "authorization",
        signer.authorization(
            "POST",
            "/recommendations",
            "",
            new HashMap<>(headers),
            body.getBytes(StandardCharsets.UTF_8)));
    return RecordedRequest.of("POST", "/recommendations", null, headers, body);
  }

  private static RecordedRequest signed() {
    return signed(signer(), headers());
  }

  private static RecordedRequest with(RecordedRequest request, String header, String... values) {
    Map<String, List<String>> headers = new HashMap<>(request.headers());
    headers.put(header, List.of(values));
    return new RecordedRequest(
        request.method(), request.rawPath(), request.rawQuery(), headers, request.body());
  }

  private static RecordedRequest replacing(RecordedRequest request, String from, String to) {
    String authorization = request.headers("authorization").get(0);
    assertThat(authorization).contains(from);
    return with(request, "authorization", authorization.replace(from, to));
  }

  private static void assertRefused(RecordedRequest request, Reason reason, String message) {
    assertRefused(verifier(NOW), request, reason, message);
  }

  private static void assertRefused(
      SignatureVerifier verifier, RecordedRequest request, Reason reason, String message) {
    CallerRefusedException refused =
        catchThrowableOfType(CallerRefusedException.class, () -> verifier.verify(request));
    assertThat(refused).isNotNull().hasMessageContaining(message);
    assertThat(refused.reason()).isEqualTo(reason);
    assertThat(refused.getMessage()).doesNotContain(Signer.SECRET);
  }

  /** A request of Amazon's published examples of the algorithm, whose service is no other's. */
  private static void assertVector(
      String method,
      String path,
      String query,
      Map<String, List<String>> headers,
      String body,
      String signedHeaders,
      String signature) {
    AccessKey example =
        new AccessKey("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", null, null);
    SignatureVerifier verifier =
        new SignatureVerifier(
            id -> example,
            "us-east-1",
            "service",
            Clock.fixed(Instant.parse("2015-08-30T12:36:00Z"), ZoneOffset.UTC));
    Map<String, List<String>> all = new HashMap<>(headers);
    all.put("host", List.of("example.amazonaws.com"));
    all.put("x-amz-date", List.of("20150830T123600Z"));
    all.put(
        "authorization",
        List.of(
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request,"
                + " SignedHeaders="
                + signedHeaders
                + ", Signature="
                + signature));
    RecordedRequest request =
        new RecordedRequest(method, path, query, all, body.getBytes(StandardCharsets.UTF_8));
    assertThat(verifier.verify(request)).isSameAs(example);
  }

  @Test
  void amazonsExamplesVerify() {
    // get-vanilla, get-vanilla-query-order-key-case, post-vanilla of Amazon's test suite.
    assertVector(
        "GET",
        "/",
        "",
        Map.of(),
        "",
        "host;x-amz-date",
        "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");
    assertVector(
        "GET",
        "/",
        "Param2=value2&Param1=value1",
        Map.of(),
        "",
        "host;x-amz-date",
        "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500");
    assertVector(
        "POST",
        "/",
        "",
        Map.of(),
        "",
        "host;x-amz-date",
        "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b");
  }

  @Test
  void whatBotocoreSignsVerifies() {
    assertVector(
        "GET",
        "/",
        "",
        Map.of("my-header1", List.of("  a   b   c ")),
        "",
        "host;my-header1;x-amz-date",
        "6ff6bc3cebca8811504dc903f3a072c310d9f48f8ee5c0b08115052209439e1b");
    assertVector(
        "GET",
        "/%20/foo%2Fb/../x%E1%88%B4//y/",
        "",
        Map.of(),
        "",
        "host;x-amz-date",
        "cf1a488c053511b7c2cd99578a8c33a5f07bcc586a354f14fe471e77af638df7");
    assertVector(
        "GET",
        "/",
        "a=%20b&-._~=x&Z=1&%E1%88%B4=bar&a=1&b&a=",
        Map.of(),
        "",
        "host;x-amz-date",
        "a7badd5805e68509035fa891af326dbd48fb5459f046875ac5a1bc599aaeef2e");
  }

  @Test
  void aSignedRequestIsThatOfItsKey() {
    assertThat(verifier(NOW).verify(signed())).isSameAs(KEY);
  }

  @Test
  void aSecondRequestIsVerifiedWithTheSigningKeyKept() {
    SignatureVerifier verifier = verifier(NOW);
    verifier.verify(signed());
    assertThat(KEY.signingKey("20260131/eu-central-1/personalize/aws4_request"))
        .isSameAs(KEY.signingKey("20260131/eu-central-1/personalize/aws4_request"));
    assertThat(verifier.verify(signed(signer(), headers(), "another body"))).isSameAs(KEY);
  }

  @Test
  void aSigningKeyIsKeptForProvenCallersOnly() {
    AccessKey key = new AccessKey(Signer.KEY, Signer.SECRET, null, null);
    RecordedRequest forged = signed(new Signer(Signer.KEY, "of somebody else", TIME), headers());
    assertRefused(
        verifier(NOW, null, key), forged, Reason.INVALID_SIGNATURE, "does not match the signature");
    String scope = "20260131/eu-central-1/personalize/aws4_request";
    assertThat(key.signingKey(scope)).isNotSameAs(key.signingKey(scope));
  }

  @Test
  void everyPartOfTheRequestIsProtected() {
    RecordedRequest request = signed();
    String mismatch = "does not match the signature";
    assertRefused(
        new RecordedRequest("POST", "/recommendations", null, request.headers(), new byte[] {'{'}),
        Reason.INVALID_SIGNATURE,
        mismatch);
    assertRefused(
        new RecordedRequest(
            "POST", "/personalize-ranking", null, request.headers(), request.body()),
        Reason.INVALID_SIGNATURE,
        mismatch);
    assertRefused(
        new RecordedRequest("PUT", "/recommendations", null, request.headers(), request.body()),
        Reason.INVALID_SIGNATURE,
        mismatch);
    assertRefused(
        new RecordedRequest("POST", "/recommendations", "a=b", request.headers(), request.body()),
        Reason.INVALID_SIGNATURE,
        mismatch);
    assertRefused(with(request, "host", "other:8080"), Reason.INVALID_SIGNATURE, mismatch);
    assertRefused(with(request, "content-type", "text/x"), Reason.INVALID_SIGNATURE, mismatch);
    assertRefused(
        with(request, "content-type", "application/json", "x"), Reason.INVALID_SIGNATURE, mismatch);
    assertRefused(
        with(request, "x-amz-date", "20260131T235958Z"), Reason.INVALID_SIGNATURE, mismatch);
    assertRefused(
        replacing(request, "eu-central-1", "eu-west-1"), Reason.INVALID_SIGNATURE, mismatch);
    assertRefused(
        replacing(request, "SignedHeaders=content-type;", "SignedHeaders="),
        Reason.INVALID_SIGNATURE,
        mismatch);
  }

  @Test
  void theDateOfTheScopeMustBeThatOfTheRequest() {
    assertRefused(
        replacing(signed(), "/20260131/", "/20260130/"),
        Reason.INVALID_SIGNATURE,
        "the date of the Credential must be that of X-Amz-Date");
  }

  @Test
  void anotherServiceIsRefusedEvenIfSignedForIt() {
    assertRefused(
        signed(signer().scope("eu-central-1", "s3"), headers()),
        Reason.INVALID_SIGNATURE,
        "scoped to correct service, personalize: 's3'");
  }

  @Test
  void anyRegionWillDoUnlessOneIsAskedFor() {
    RecordedRequest elsewhere = signed(signer().scope("us-east-1", "personalize"), headers());
    assertThat(verifier(NOW).verify(elsewhere)).isSameAs(KEY);
    assertRefused(
        verifier(NOW, "eu-central-1", KEY),
        elsewhere,
        Reason.INVALID_SIGNATURE,
        "valid region, eu-central-1: 'us-east-1'");
    assertThat(verifier(NOW, "eu-central-1", KEY).verify(signed())).isSameAs(KEY);
  }

  @ParameterizedTest
  @CsvSource({"-901, expired", "901, not yet current", "-86400, expired", "31536000, not yet"})
  void aClockOffByMoreThanFifteenMinutesIsRefused(long signedSecondsLater, String message) {
    assertRefused(
        verifier(NOW.minusSeconds(signedSecondsLater)), signed(), Reason.REQUEST_EXPIRED, message);
  }

  @ParameterizedTest
  @ValueSource(longs = {-900, 900, 0})
  void aClockOffByFifteenMinutesIsNot(long signedSecondsLater) {
    assertThat(verifier(NOW.minusSeconds(signedSecondsLater)).verify(signed())).isSameAs(KEY);
  }

  @Test
  void aRequestWithoutASignatureIsRefused() {
    assertRefused(
        RecordedRequest.of("POST", "/recommendations", null, headers(), BODY),
        Reason.MISSING_AUTHENTICATION_TOKEN,
        "Missing Authentication Token");
  }

  @Test
  void anUnknownKeyIsRefusedBeforeTheBodyIsRead() {
    RecordedRequest request = signed(new Signer("NOBODY", Signer.SECRET, TIME), headers());
    assertRefused(
        new RecordedRequest("POST", "/recommendations", null, request.headers(), null),
        Reason.INVALID_CLIENT_TOKEN_ID,
        "security token included in the request is invalid");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AWS4-HMAC-SHA256",
        "AWS4-HMAC-SHA256 Credential=TESTKEY01/20260131/eu-central-1/personalize/aws4_request",
        "AWS4-HMAC-SHA1 Credential=a/b, SignedHeaders=host, Signature=00",
        "AWS4-ECDSA-P256-SHA256 Credential=a/b, SignedHeaders=host, Signature=00",
        "Basic dTpw",
        "Bearer x",
        "=",
        ",",
        "AWS4-HMAC-SHA256 ,,,",
        "AWS4-HMAC-SHA256 Credential=,SignedHeaders=,Signature="
      })
  void anIncompleteAuthorizationIsRefused(String authorization) {
    assertRefused(with(signed(), "authorization", authorization), Reason.INCOMPLETE_SIGNATURE, "");
  }

  @ParameterizedTest
  @CsvSource({
    "content-type;host;x-amz-date, content-type;x-amz-date, must have host",
    "content-type;host;x-amz-date, content-type;host, must have x-amz-date",
    "content-type;host;x-amz-date, host;content-type;x-amz-date, sorted",
    "content-type;host;x-amz-date, host;host;x-amz-date, each once",
    "content-type;host;x-amz-date, Host;x-amz-date, small letters",
    "content-type;host;x-amz-date, ;host;x-amz-date, sorted",
    "Signature=, Signature=0, 64 hexadecimal digits",
    "Credential=TESTKEY01/, Credential=, KEY/DATE/REGION",
    "Credential=TESTKEY01, Signature=00, each once"
  })
  void whatMustBeSignedIs(String from, String to, String message) {
    assertRefused(replacing(signed(), from, to), Reason.INCOMPLETE_SIGNATURE, message);
  }

  @Test
  void aSignedHeaderMustBeThere() {
    assertRefused(
        replacing(signed(), "host;x-amz-date", "host;origin;x-amz-date"),
        Reason.INVALID_SIGNATURE,
        "SignedHeaders has origin: the request has no such header");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x-amz-security-token", "x-amz-content-sha256", "x-amz-target"})
  void aHeaderThatMeansSomethingMustBeSigned(String header) {
    assertRefused(
        with(signed(), header, "added"),
        Reason.INCOMPLETE_SIGNATURE,
        "SignedHeaders must have " + header);
  }

  @ParameterizedTest
  @ValueSource(strings = {"authorization", "x-amz-date", "x-amz-content-sha256"})
  void aHeaderThatIsThereTwiceIsRefused(String header) {
    Map<String, String> headers = headers();
    headers.put("x-amz-content-sha256", "0".repeat(64));
    RecordedRequest request = signed(signer(), headers);
    String value = request.headers(header).get(0);
    assertRefused(
        with(request, header, value, value), Reason.INCOMPLETE_SIGNATURE, "must be given once");
  }

  @ParameterizedTest
  @ValueSource(strings = {"20260131", "20260131T235959", "20261331T235959Z", "20260131T245959Z"})
  void aTimeMustBeATime(String time) {
    Map<String, String> headers = headers();
    headers.put("x-amz-date", time);
    assertRefused(
        signed(signer(), headers), Reason.INCOMPLETE_SIGNATURE, "X-Amz-Date must be a time");
  }

  @Test
  void aRequestWithoutATimeIsRefused() {
    Map<String, String> headers = headers();
    headers.remove("x-amz-date");
    assertRefused(signed(signer(), headers), Reason.INCOMPLETE_SIGNATURE, "X-Amz-Date");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UNSIGNED-PAYLOAD", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD", "00"})
  void theBodyIsAlwaysSigned(String declared) {
    Map<String, String> headers = headers();
    headers.put("x-amz-content-sha256", declared);
    assertRefused(
        signed(signer(), headers),
        Reason.INVALID_SIGNATURE,
        "x-amz-content-sha256 must be the SHA-256 of the body");
  }

  @Test
  void aSessionTokenMustBeThatOfTheKey() {
    AccessKey temporary = new AccessKey(Signer.KEY, Signer.SECRET, "token-of-today", null);
    Map<String, String> headers = headers();
    headers.put("x-amz-security-token", "token-of-today");
    assertThat(verifier(NOW, null, temporary).verify(signed(signer(), headers)))
        .isSameAs(temporary);
    headers = headers();
    headers.put("x-amz-security-token", "token-of-yesterday");
    RecordedRequest old = signed(signer(), headers);
    assertRefused(verifier(NOW, null, temporary), old, Reason.INVALID_CLIENT_TOKEN_ID, "");
    assertRefused(verifier(NOW, null, temporary), signed(), Reason.INVALID_CLIENT_TOKEN_ID, "");
    assertRefused(verifier(NOW), old, Reason.INVALID_CLIENT_TOKEN_ID, "");
  }

  private static RecordedRequest presigned(int expires) {
    String query = "campaign=home&itemId=a%20b";
    return RecordedRequest.of(
        "GET",
        "/nightjar/why",
        signer().presigned("GET", "/nightjar/why", query, "nightjar.example", expires),
        Map.of("host", "nightjar.example"),
        "");
  }

  @Test
  void aPresignedRequestLastsAsLongAsItSays() {
    RecordedRequest request = presigned(3600);
    assertThat(verifier(NOW).verify(request)).isSameAs(KEY);
    assertThat(verifier(NOW.plus(Duration.ofHours(1))).verify(request)).isSameAs(KEY);
    assertRefused(
        verifier(NOW.plus(Duration.ofSeconds(3601))),
        request,
        Reason.REQUEST_EXPIRED,
        "X-Amz-Expires of 3600 s");
    assertRefused(
        verifier(NOW.minus(Duration.ofMinutes(16))),
        request,
        Reason.REQUEST_EXPIRED,
        "not yet current");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 604_801, Integer.MAX_VALUE})
  void aPresignedRequestLastsAtMostAWeek(int expires) {
    assertRefused(
        presigned(expires), Reason.INCOMPLETE_SIGNATURE, "X-Amz-Expires must be in 1 to 604800");
  }

  @ParameterizedTest
  @CsvSource({
    "itemId=a%20b, itemId=c, INVALID_SIGNATURE",
    "X-Amz-Expires=600, X-Amz-Expires=6000, INVALID_SIGNATURE",
    "X-Amz-Expires=600&, '', INCOMPLETE_SIGNATURE",
    "X-Amz-Expires=600, X-Amz-Expires=600&X-Amz-Expires=600, INCOMPLETE_SIGNATURE",
    "AWS4-HMAC-SHA256, AWS4-HMAC-SHA1, INCOMPLETE_SIGNATURE",
    "SignedHeaders=host, SignedHeaders=origin, INCOMPLETE_SIGNATURE",
    "TESTKEY01, NOBODY, INVALID_CLIENT_TOKEN_ID",
    "personalize, s3, INVALID_SIGNATURE",
    "X-Amz-Signature=, X-Amz-Signature=0, INCOMPLETE_SIGNATURE"
  })
  void everyPartOfAPresignedRequestIsProtected(String from, String to, Reason reason) {
    RecordedRequest request = presigned(600);
    assertThat(request.rawQuery()).contains(from);
    assertRefused(
        new RecordedRequest(
            "GET",
            request.rawPath(),
            request.rawQuery().replace(from, to == null ? "" : to),
            request.headers(),
            request.body()),
        reason,
        "");
  }

  @Test
  void theParametersOfAPresignedRequestMayComeInAnyOrder() {
    RecordedRequest request = presigned(600);
    String[] parameters = request.rawQuery().split("&", -1);
    Collections.reverse(Arrays.asList(parameters));
    assertThat(
            verifier(NOW)
                .verify(
                    new RecordedRequest(
                        "GET",
                        request.rawPath(),
                        String.join("&", parameters),
                        request.headers(),
                        request.body())))
        .isSameAs(KEY);
  }

  @Test
  void aRequestIsSignedInOneWayOnly() {
    RecordedRequest request = presigned(600);
    assertRefused(
        with(request, "authorization", signed().headers("authorization").get(0)),
        Reason.INCOMPLETE_SIGNATURE,
        "must be signed once");
  }

  @Test
  void noTextOfAKeyHasItsSecret() {
    assertThat(KEY).hasToString("access key " + Signer.KEY);
  }
}
