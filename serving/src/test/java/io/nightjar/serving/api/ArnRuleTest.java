package io.nightjar.serving.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ArnRuleTest {
  private static final Pattern AMAZONS = Pattern.compile("arn:([a-z\\d-]+):personalize:.*:.*:.+");
  private static final String[] PARTS = {
    "arn:aws:personalize:",
    "arn:",
    "aws:",
    "aws-cn:",
    "personalize:",
    ":",
    "r",
    "1",
    "campaign/x",
    "/",
    "\n",
    "é",
    "\u2028"
  };

  private static boolean isTaken(String arn) {
    try {
      MemberRules.requireArn("campaignArn", arn, "campaign/");
      return true;
    } catch (InvalidInputException e) {
      return false;
    }
  }

  @Test
  void anArnIsTakenWhereAmazonsPatternTakesIt() {
    Random random = new Random(11);
    int taken = 0;
    for (int i = 0; i < 200_000; i++) {
      StringBuilder text = new StringBuilder(random.nextBoolean() ? PARTS[0] : "");
      for (int parts = random.nextInt(7); parts > 0; parts--) {
        text.append(PARTS[random.nextInt(PARTS.length)]);
      }
      String arn = text.append(random.nextBoolean() ? ":campaign/x" : "").toString();
      String resource = arn.substring(arn.lastIndexOf(':') + 1);
      boolean expected =
          AMAZONS.matcher(arn).matches()
              && resource.startsWith("campaign/")
              && resource.length() > "campaign/".length();
      assertThat(isTaken(arn)).as(arn).isEqualTo(expected);
      taken += expected ? 1 : 0;
    }
    assertThat(taken).isGreaterThan(1_000);
  }
}
