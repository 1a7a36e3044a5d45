package io.nightjar.serving.signature;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A key that signs for one day, region and service, derived from a secret. Immutable. */
final class SigningKey {
  private static final String ALGORITHM = "HmacSHA256";

  private final String scope;
  private final SecretKeySpec key;

  private SigningKey(String scope, byte[] key) {
    this.scope = scope;
    this.key = new SecretKeySpec(key, ALGORITHM);
  }

  /**
   * Derives a key: each part of the scope is signed with the key before it.
   *
   * @param secret {@code AWS4} and the secret access key
   */
  static SigningKey derive(byte[] secret, String scope) {
    Mac mac = newMac();
    byte[] key = secret;
    int from = 0;
    while (from <= scope.length()) {
      int to = scope.indexOf('/', from);
      to = to < 0 ? scope.length() : to;
      init(mac, new SecretKeySpec(key, ALGORITHM));
      key = mac.doFinal(scope.substring(from, to).getBytes(StandardCharsets.UTF_8));
      from = to + 1;
    }
    return new SigningKey(scope, key);
  }

  static Mac newMac() {
    try {
      return Mac.getInstance(ALGORITHM);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }

  private static void init(Mac mac, SecretKeySpec key) {
    try {
      mac.init(key);
    } catch (InvalidKeyException e) {
      throw new IllegalStateException("every key fits " + ALGORITHM, e);
    }
  }

  /** {@code DATE/REGION/SERVICE/aws4_request}. */
  String scope() {
    return scope;
  }

  /** Readies a Mac, which then signs any number of texts. */
  void init(Mac mac) {
    init(mac, key);
  }
}
