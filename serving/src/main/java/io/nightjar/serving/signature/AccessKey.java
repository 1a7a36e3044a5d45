package io.nightjar.serving.signature;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An access key: who a caller is, and what the caller may ask. Its secret cannot be read again, and
 * no text of it has the secret. Safe for use by many threads.
 */
public final class AccessKey {
  /** Days and regions for which a signing key is kept; more come only by clocks that are off. */
  private static final int KEPT = 64;

  private final String id;
  private final byte[] secret;
  private final byte[] sessionToken;
  private final Set<String> campaigns;
  private final Map<String, SigningKey> signingKeys = new ConcurrentHashMap<>();

  /**
   * A key.
   *
   * @param sessionToken what requests must bring as {@code X-Amz-Security-Token}; null for nothing
   * @param campaigns names of the campaigns that it may ask; null for all
   */
  AccessKey(String id, String secret, String sessionToken, Set<String> campaigns) {
    this.id = id;
    this.secret = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
    this.sessionToken = sessionToken == null ? null : sessionToken.getBytes(StandardCharsets.UTF_8);
    this.campaigns = campaigns == null ? null : Set.copyOf(campaigns);
  }

  /** The access key id, which is no secret. */
  public String id() {
    return id;
  }

  /** Whether it may ask a campaign. */
  public boolean mayAsk(String campaign) {
    return campaigns == null || campaigns.contains(campaign);
  }

  /** Whether a request brings the session token that it must; null for none. */
  boolean hasSessionToken(String token) {
    if (sessionToken == null || token == null) {
      return sessionToken == null && token == null;
    }
    return MessageDigest.isEqual(sessionToken, token.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The signing key of a scope, from those kept or derived.
   *
   * @param scope {@code DATE/REGION/SERVICE/aws4_request}
   */
  SigningKey signingKey(String scope) {
    SigningKey key = signingKeys.get(scope);
    return key != null ? key : SigningKey.derive(secret, scope);
  }

  /** Keeps a signing key, of which the caller has shown to know the secret. */
  void keep(SigningKey key) {
    if (signingKeys.get(key.scope()) == null) {
      if (signingKeys.size() >= KEPT) {
        signingKeys.clear();
      }
      signingKeys.put(key.scope(), key);
    }
  }

  @Override
  public String toString() {
    return "access key " + id;
  }
}
