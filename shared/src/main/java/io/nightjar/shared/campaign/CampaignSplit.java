package io.nightjar.shared.campaign;

import io.nightjar.shared.model.ModelLayout;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A share of a campaign's users that another model answers, to compare two models on real traffic.
 *
 * <p>Who belongs to it is decided by the ids alone: of the SHA-256 of {@code CAMPAIGN/MODEL/USER}
 * the first eight bytes, as a fraction of 2<sup>64</sup>, must be below the share. So a user stays
 * on one side while the split lasts, on every server and after every restart; a larger share keeps
 * the users of a smaller one; and the next model gets other users.
 *
 * @param model id of the model that answers them
 * @param percent how many of a hundred users, more than 0 and less than 100
 */
public record CampaignSplit(String model, double percent) {
  private static final double TWO_TO_53 = 0x1p53;

  /** Checks the id and the share. */
  public CampaignSplit {
    if (model == null || !ModelLayout.isModelId(model)) {
      throw new IllegalArgumentException("split.model must be a model id: " + model);
    }
    if (!(percent > 0 && percent < 100)) {
      throw new IllegalArgumentException(
          "split.percent must be more than 0 and less than 100: " + percent);
    }
  }

  /**
   * Whether a user of a campaign belongs to the share.
   *
   * @param userId null for a request without one, which never does
   */
  public boolean takes(String campaign, String userId) {
    return userId != null && fraction(campaign + "/" + model + "/" + userId) < percent / 100;
  }

  private static double fraction(String text) {
    byte[] digest;
    try {
      digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
    return (ByteBuffer.wrap(digest).getLong() >>> 11) / TWO_TO_53;
  }
}
