package io.nightjar.serving.signature;

import io.nightjar.serving.api.CallerRefusedException;
import io.nightjar.serving.api.CallerRefusedException.Reason;
import io.nightjar.serving.api.Quoted;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;

/**
 * Checks AWS Signature Version 4, in headers and presigned. Safe for use by many threads.
 *
 * <p>What costs little is checked first: a body is read only for a caller whose key is known and
 * whose time is near. Follows <a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">Amazon's
 * description</a>. The body is always part of what is signed: {@code UNSIGNED-PAYLOAD} is an
 * exception that Amazon makes for S3 only.
 */
public final class SignatureVerifier {
  /** The name under which Amazon Personalize's clients sign, all three services of it. */
  public static final String SERVICE = "personalize";

  private static final String TERMINATOR = "aws4_request";

  /** Headers that say something to the server, so they must be signed where they are given. */
  private static final List<String> MEANINGFUL =
      List.of("x-amz-security-token", "x-amz-content-sha256", "x-amz-target");

  private static final ThreadLocal<Workbench> WORKBENCH = ThreadLocal.withInitial(Workbench::new);

  private final Function<String, AccessKey> keys;
  private final String region;
  private final String service;
  private final Clock clock;

  /**
   * A verifier.
   *
   * @param keys from access key id to access key; null for one that is not known
   * @param region the only region that scopes may name; null for any
   */
  public SignatureVerifier(Function<String, AccessKey> keys, String region, Clock clock) {
    this(keys, region, SERVICE, clock);
  }

  SignatureVerifier(Function<String, AccessKey> keys, String region, String service, Clock clock) {
    this.keys = keys;
    this.region = region;
    this.service = service;
    this.clock = clock;
  }

  /**
   * Who signed a request.
   *
   * @throws CallerRefusedException if nobody did, or not so
   */
  public AccessKey verify(SignedRequest request) {
    SignatureClaim claim = SignatureClaim.of(request);
    long signed = SignatureTime.parse(claim.time());
    checkScope(claim);
    SignatureTime.check(claim.time(), signed, claim.expires(), clock.millis() / 1000);
    requireSigned(request, claim);
    AccessKey key = keys.apply(claim.accessKeyId());
    if (key == null || !key.hasSessionToken(claim.sessionToken())) {
      throw new CallerRefusedException(
          Reason.INVALID_CLIENT_TOKEN_ID, "The security token included in the request is invalid");
    }
    SigningKey signingKey = key.signingKey(claim.scope());
    byte[] expected = signature(request, claim, signingKey);
    if (!MessageDigest.isEqual(expected, claim.signature().getBytes(StandardCharsets.ISO_8859_1))) {
      throw invalid(
          "The request signature we calculated does not match the signature you provided. Check"
              + " your AWS Secret Access Key and signing method, and that nothing between changes"
              + " the path, the query, the body or the header Host");
    }
    key.keep(signingKey);
    return key;
  }

  private void checkScope(SignatureClaim claim) {
    String scope = claim.scope();
    int date = scope.indexOf('/');
    int regionEnd = scope.indexOf('/', date + 1);
    int serviceEnd = scope.indexOf('/', regionEnd + 1);
    if (date < 0 || regionEnd < 0 || serviceEnd < 0 || scope.indexOf('/', serviceEnd + 1) >= 0) {
      throw SignatureClaim.incomplete(
          "Credential must be KEY/DATE/REGION/SERVICE/aws4_request: KEY/"
              + Quoted.shortened(scope));
    }
    if (date != 8 || !claim.time().startsWith(scope.substring(0, date))) {
      throw invalid(
          "the date of the Credential must be that of X-Amz-Date, %s: %s"
              .formatted(Quoted.text(claim.time()), Quoted.text(scope.substring(0, date))));
    }
    String scopeRegion = scope.substring(date + 1, regionEnd);
    if (scopeRegion.isEmpty() || (region != null && !scopeRegion.equals(region))) {
      throw invalid(
          "Credential should be scoped to a valid region%s: %s"
              .formatted(region == null ? "" : ", " + region, Quoted.text(scopeRegion)));
    }
    String scopeService = scope.substring(regionEnd + 1, serviceEnd);
    if (!scopeService.equals(service)) {
      throw invalid(
          "Credential should be scoped to correct service, %s: %s"
              .formatted(service, Quoted.text(scopeService)));
    }
    if (!scope.endsWith(TERMINATOR) || scope.length() != serviceEnd + 1 + TERMINATOR.length()) {
      throw invalid("Credential should be scoped with a valid terminator, " + TERMINATOR);
    }
  }

  private static void requireSigned(SignedRequest request, SignatureClaim claim) {
    if (!claim.signs("host")) {
      throw SignatureClaim.incomplete("SignedHeaders must have host: it is missing");
    }
    if (!claim.presigned() && !claim.signs("x-amz-date")) {
      throw SignatureClaim.incomplete("SignedHeaders must have x-amz-date: it is missing");
    }
    for (String name : MEANINGFUL) {
      if (!claim.signs(name) && !request.headers(name).isEmpty()) {
        throw SignatureClaim.incomplete(
            "SignedHeaders must have " + name + ", which the request has: it is missing");
      }
    }
  }

  /** The signature that a request should have, in hexadecimal digits. */
  private static byte[] signature(SignedRequest request, SignatureClaim claim, SigningKey key) {
    Workbench bench = WORKBENCH.get();
    byte[] payload = bench.sha256(request.body());
    String declared = SignatureClaim.single(request, "x-amz-content-sha256");
    bench.clear();
    bench.add(request.method()).add('\n');
    bench.add(QueryText.canonicalPath(request.rawPath())).add('\n');
    bench.add(QueryText.canonical(request.rawQuery())).add('\n');
    String names = claim.signedHeaders();
    for (int from = 0; from <= names.length(); ) {
      int semicolon = names.indexOf(';', from);
      int to = semicolon < 0 ? names.length() : semicolon;
      addHeader(bench, request, names.substring(from, to));
      from = to + 1;
    }
    bench.add('\n').add(names).add('\n').addHex(payload);
    byte[] canonical = bench.sha256();
    if (declared != null) {
      requireDeclared(bench, declared, payload);
    }
    bench.clear();
    bench.add(SignatureClaim.ALGORITHM).add('\n').add(claim.time()).add('\n');
    bench.add(claim.scope()).add('\n').addHex(canonical);
    byte[] signature = bench.sign(key);
    bench.clear();
    return bench.addHex(signature).toBytes();
  }

  private static void addHeader(Workbench bench, SignedRequest request, String name) {
    List<String> values = request.headers(name);
    if (values.isEmpty()) {
      throw invalid(
          "SignedHeaders has " + Quoted.shortened(name) + ": the request has no such header");
    }
    bench.add(name).add(':');
    for (int i = 0; i < values.size(); i++) {
      if (i > 0) {
        bench.add(',');
      }
      bench.addTrimmed(values.get(i));
    }
    bench.add('\n');
  }

  private static void requireDeclared(Workbench bench, String declared, byte[] payload) {
    bench.clear();
    byte[] actual = bench.addHex(payload).toBytes();
    if (!MessageDigest.isEqual(actual, declared.getBytes(StandardCharsets.ISO_8859_1))) {
      throw invalid(
          "x-amz-content-sha256 must be the SHA-256 of the body: it is not, "
              + Quoted.text(declared));
    }
  }

  private static CallerRefusedException invalid(String message) {
    return new CallerRefusedException(Reason.INVALID_SIGNATURE, message);
  }
}
