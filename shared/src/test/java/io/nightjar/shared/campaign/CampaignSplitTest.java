package io.nightjar.shared.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CampaignSplitTest {
  private static final String MODEL = "20260101T000000000Z-00000001";
  private static final String OTHER = "20260102T000000000Z-00000002";
  private static final int USERS = 20_000;

  private static boolean takes(double percent, int user) {
    return new CampaignSplit(MODEL, percent).takes("home", "user-" + user);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 10, 50, 99})
  void aShareOfTheUsersIsTaken(double percent) {
    int taken = 0;
    for (int user = 0; user < USERS; user++) {
      taken += takes(percent, user) ? 1 : 0;
    }
    double expected = USERS * percent / 100;
    double deviation = Math.sqrt(expected * (1 - percent / 100));
    assertThat((double) taken).isCloseTo(expected, Offset.offset(5 * deviation));
  }

  @Test
  void aLargerShareKeepsTheUsersOfASmallerOne() {
    for (int user = 0; user < 2_000; user++) {
      assertThat(!takes(10, user) || takes(20, user)).as("user %d", user).isTrue();
    }
  }

  /** From Python's hashlib, so that the sides can be told without this code. */
  @Test
  void theSideOfAUserCanBeRecomputed() {
    CampaignSplit split = new CampaignSplit(MODEL, 50);
    assertThat(split.takes("home", "user-0")).isEqualTo(false);
    assertThat(split.takes("home", "user-1")).isEqualTo(true);
    assertThat(split.takes("home", "\u00fcser")).isEqualTo(true);
    assertThat(split.takes("home", null)).isFalse();
  }

  @Test
  void otherModelsAndCampaignsTakeOtherUsers() {
    CampaignSplit other = new CampaignSplit(OTHER, 50);
    int model = 0;
    int campaign = 0;
    for (int user = 0; user < USERS; user++) {
      boolean taken = takes(50, user);
      model += taken == other.takes("home", "user-" + user) ? 1 : 0;
      campaign += taken == new CampaignSplit(MODEL, 50).takes("away", "user-" + user) ? 1 : 0;
    }
    Offset<Double> chance = Offset.offset(5 * Math.sqrt(USERS) / 2);
    assertThat((double) model).isCloseTo(USERS / 2.0, chance);
    assertThat((double) campaign).isCloseTo(USERS / 2.0, chance);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, 100, Double.NaN, Double.POSITIVE_INFINITY})
  void theShareIsBetweenNoneAndAll(double percent) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CampaignSplit(MODEL, percent))
        .withMessage("split.percent must be more than 0 and less than 100: " + percent);
  }

  @Test
  void theModelMustBeAnotherOne() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CampaignSplit("../x", 10))
        .withMessage("split.model must be a model id: ../x");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> campaign(new CampaignSplit(MODEL, 10), null))
        .withMessage("split must be with another model: " + MODEL);
  }

  @Test
  void splitAndRateReadBack() {
    CampaignManifest manifest = campaign(new CampaignSplit(OTHER, 2.5), 100);
    assertThat(CampaignManifest.parse("home.json", manifest.toJson())).isEqualTo(manifest);
    assertThat(campaign(null, null).toJson()).doesNotContain("split", "maxRequestsPerSecond");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> campaign(null, 0))
        .withMessage("maxRequestsPerSecond must be positive: 0");
  }

  private static CampaignManifest campaign(CampaignSplit split, Integer rate) {
    return new CampaignManifest(
        "home", "aws-user-personalization", MODEL, null, null, null, split, rate);
  }
}
