package io.nightjar.serving.signature;

import io.nightjar.serving.api.CallerRefusedException;
import io.nightjar.serving.api.CallerRefusedException.Reason;
import io.nightjar.serving.api.Quoted;
import java.util.List;

/**
 * What a request says of its own signature, in the header Authorization or, presigned, in its
 * query. All of it is well-formed, none of it verified.
 *
 * @param accessKeyId whose signature it is
 * @param scope {@code DATE/REGION/SERVICE/aws4_request}
 * @param signedHeaders names in small letters, sorted, divided by semicolons
 * @param signature 64 hexadecimal digits
 * @param time X-Amz-Date
 * @param expires X-Amz-Expires of a presigned request in seconds, else 0
 * @param sessionToken X-Amz-Security-Token, or null
 * @param presigned whether it stands in the query
 */
record SignatureClaim(
    String accessKeyId,
    String scope,
    String signedHeaders,
    String signature,
    String time,
    long expires,
    String sessionToken,
    boolean presigned) {
  static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final String SIGNATURE_IN_QUERY = "X-Amz-Signature";

  /** Amazon's longest: seven days. */
  private static final int MAX_EXPIRES = 7 * 24 * 3600;

  private static final int SIGNATURE_LENGTH = 64;

  /** Checks the form of what came. */
  SignatureClaim {
    if (!isHex(signature)) {
      throw incomplete("Signature must be 64 hexadecimal digits");
    }
    requireHeaderNames(signedHeaders);
  }

  /** Reads what a request says. */
  static SignatureClaim of(SignedRequest request) {
    String authorization = single(request, "authorization");
    String query = request.rawQuery();
    boolean presigned =
        query != null && !query.isEmpty() && QueryText.value(query, SIGNATURE_IN_QUERY) != null;
    if (authorization != null) {
      if (presigned) {
        throw incomplete("a request must be signed once: in its header Authorization or its query");
      }
      return ofHeader(request, authorization);
    }
    if (presigned) {
      return ofQuery(query);
    }
    throw new CallerRefusedException(
        Reason.MISSING_AUTHENTICATION_TOKEN, "Missing Authentication Token: sign the request");
  }

  private static SignatureClaim ofHeader(SignedRequest request, String authorization) {
    int space = authorization.indexOf(' ');
    requireAlgorithm(space < 0 ? authorization : authorization.substring(0, space));
    String credential = null;
    String signedHeaders = null;
    String signature = null;
    int from = space < 0 ? authorization.length() : space + 1;
    while (from < authorization.length()) {
      int comma = authorization.indexOf(',', from);
      int to = comma < 0 ? authorization.length() : comma;
      String parameter = authorization.substring(from, to).trim();
      if (parameter.startsWith("Credential=") && credential == null) {
        credential = parameter.substring("Credential=".length());
      } else if (parameter.startsWith("SignedHeaders=") && signedHeaders == null) {
        signedHeaders = parameter.substring("SignedHeaders=".length());
      } else if (parameter.startsWith("Signature=") && signature == null) {
        signature = parameter.substring("Signature=".length());
      } else {
        throw incomplete(
            "Authorization must have Credential, SignedHeaders and Signature, each once, divided by"
                + " commas");
      }
      from = to + 1;
    }
    return of(
        given("Authorization", "Credential", credential),
        given("Authorization", "SignedHeaders", signedHeaders),
        given("Authorization", "Signature", signature),
        given("A signed request", "the header X-Amz-Date", single(request, "x-amz-date")),
        0,
        single(request, "x-amz-security-token"),
        false);
  }

  private static SignatureClaim ofQuery(String query) {
    requireAlgorithm(required(query, "X-Amz-Algorithm"));
    return of(
        required(query, "X-Amz-Credential"),
        required(query, "X-Amz-SignedHeaders"),
        required(query, SIGNATURE_IN_QUERY),
        required(query, "X-Amz-Date"),
        expires(required(query, "X-Amz-Expires")),
        QueryText.value(query, "X-Amz-Security-Token"),
        true);
  }

  private static SignatureClaim of(
      String credential,
      String signedHeaders,
      String signature,
      String time,
      long expires,
      String sessionToken,
      boolean presigned) {
    int slash = credential.indexOf('/');
    if (slash < 1) {
      throw incomplete(
          "Credential must be KEY/DATE/REGION/SERVICE/aws4_request: " + Quoted.text(credential));
    }
    return new SignatureClaim(
        credential.substring(0, slash),
        credential.substring(slash + 1),
        signedHeaders,
        signature,
        time,
        expires,
        sessionToken,
        presigned);
  }

  private static void requireAlgorithm(String algorithm) {
    if (!algorithm.equals(ALGORITHM)) {
      throw incomplete(
          "the algorithm of the signature must be " + ALGORITHM + ": " + Quoted.text(algorithm));
    }
  }

  private static long expires(String text) {
    int seconds = -1;
    if (text.length() <= 6) {
      try {
        seconds = Integer.parseInt(text);
      } catch (NumberFormatException e) {
        seconds = -1;
      }
    }
    if (seconds < 1 || seconds > MAX_EXPIRES) {
      throw incomplete(
          "X-Amz-Expires must be in 1 to %d seconds: %s".formatted(MAX_EXPIRES, Quoted.text(text)));
    }
    return seconds;
  }

  private static boolean isHex(String signature) {
    if (signature.length() != SIGNATURE_LENGTH) {
      return false;
    }
    for (int i = 0; i < signature.length(); i++) {
      char c = signature.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }

  private static void requireHeaderNames(String names) {
    String before = "";
    int from = 0;
    while (from <= names.length()) {
      int semicolon = names.indexOf(';', from);
      int to = semicolon < 0 ? names.length() : semicolon;
      String name = names.substring(from, to);
      if (name.compareTo(before) <= 0 || !isHeaderName(name)) {
        throw incomplete(
            "SignedHeaders must be names in small letters, sorted, each once: "
                + Quoted.text(names));
      }
      before = name;
      from = to + 1;
    }
  }

  private static boolean isHeaderName(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c <= ' ' || c >= 0x7F || (c >= 'A' && c <= 'Z') || c == ':' || c == ',') {
        return false;
      }
    }
    return true;
  }

  /** Whether a header is among those signed. */
  boolean signs(String name) {
    for (int at = signedHeaders.indexOf(name); at >= 0; at = signedHeaders.indexOf(name, at + 1)) {
      int end = at + name.length();
      if ((at == 0 || signedHeaders.charAt(at - 1) == ';')
          && (end == signedHeaders.length() || signedHeaders.charAt(end) == ';')) {
        return true;
      }
    }
    return false;
  }

  /** The only value of a header, or null. */
  static String single(SignedRequest request, String name) {
    List<String> values = request.headers(name);
    if (values.size() > 1) {
      throw incomplete("header " + name + " must be given once: it is there " + values.size());
    }
    return values.isEmpty() ? null : values.get(0).trim();
  }

  private static String required(String query, String parameter) {
    return given("A presigned query", parameter, QueryText.value(query, parameter));
  }

  private static String given(String place, String parameter, String value) {
    if (value == null || value.isEmpty()) {
      throw incomplete(place + " must have " + parameter + ": it is missing");
    }
    return value;
  }

  static CallerRefusedException incomplete(String message) {
    return new CallerRefusedException(Reason.INCOMPLETE_SIGNATURE, message);
  }
}
