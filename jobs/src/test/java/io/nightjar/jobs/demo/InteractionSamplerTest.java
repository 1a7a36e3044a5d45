package io.nightjar.jobs.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The shape of the standard data set, and that it follows the truth. */
class InteractionSamplerTest {
  private static final DemoWorld WORLD = DemoWorldGenerator.generate(DemoConfig.standard());
  private static final List<DemoInteraction> INTERACTIONS = InteractionSampler.sample(WORLD);

  @Test
  void thereAreAsManyAsAskedInOrderOfTime() {
    assertThat(INTERACTIONS).hasSize(WORLD.config().interactions());
    assertThat(INTERACTIONS)
        .isSortedAccordingTo(Comparator.comparingLong(DemoInteraction::timestamp));
  }

  @Test
  void theyFillTheYear() {
    assertThat(Instant.ofEpochSecond(INTERACTIONS.get(0).timestamp()))
        .isBetween(Instant.parse("2025-01-01T00:00:00Z"), Instant.parse("2025-01-01T23:59:59Z"));
    assertThat(Instant.ofEpochSecond(INTERACTIONS.get(INTERACTIONS.size() - 1).timestamp()))
        .isBetween(Instant.parse("2025-12-31T12:00:00Z"), Instant.parse("2025-12-31T23:59:59Z"));
  }

  @Test
  void nobodyWatchesWhatDoesNotExistYet() {
    assertThat(INTERACTIONS)
        .allMatch(each -> WORLD.item(each.item()).created() <= each.timestamp());
  }

  @Test
  void dayPartsAgreeWithTheClock() {
    for (DemoInteraction each : INTERACTIONS.subList(0, 5_000)) {
      int hour = Instant.ofEpochSecond(each.timestamp()).atOffset(ZoneOffset.UTC).getHour();
      String expected = List.of("night", "morning", "afternoon", "evening").get(hour / 6);
      assertThat(each.daypart()).isEqualTo(expected);
    }
  }

  @Test
  void everyUserDoesSomethingAndAFewDoMuch() {
    int[] counts = counts(WORLD.users(), true);
    assertThat(counts[0]).isGreaterThanOrEqualTo(DemoConfig.MIN_INTERACTIONS_PER_USER);
    assertThat(counts[counts.length - 1]).isGreaterThan(10 * counts[counts.length / 2]);
  }

  @Test
  void popularityIsZipfLike() {
    int[] counts = counts(WORLD.items(), false);
    int head = Arrays.stream(counts, counts.length * 9 / 10, counts.length).sum();
    assertThat((double) head / INTERACTIONS.size()).isBetween(0.35, 0.6);
    assertThat(Arrays.stream(counts).filter(count -> count == 0).count()).isLessThanOrEqualTo(10);
  }

  @Test
  void clicksAreNotWatched() {
    long watched =
        INTERACTIONS.stream()
            .filter(each -> each.eventType().equals(DemoInteraction.WATCH))
            .count();
    assertThat((double) watched / INTERACTIONS.size()).isCloseTo(0.7, within(0.01));
    assertThat(INTERACTIONS)
        .allMatch(each -> each.percentWatched() >= 0 && each.percentWatched() <= 100)
        .allMatch(
            each -> each.percentWatched() == 0 || each.eventType().equals(DemoInteraction.WATCH));
  }

  @Test
  void genresDependOnTheDeviceFarBeyondChance() {
    assertThat(chiSquareOfGenres(DemoInteraction::device)).isGreaterThan(10_000);
    assertThat(chiSquareOfGenres(DemoInteraction::daypart)).isGreaterThan(10_000);
    SplittableRandom random = new SplittableRandom(1);
    assertThat(chiSquareOfGenres(each -> Integer.toString(random.nextInt(4)))).isLessThan(100);
  }

  @Test
  void contextMakesTheChoicesLikelier() {
    double gain = 0;
    List<DemoInteraction> every = everyHundredth();
    for (DemoInteraction each : every) {
      double inContext = WORLD.trueScores(each.user(), context(each))[each.item()];
      double without = WORLD.trueScores(each.user(), Map.of())[each.item()];
      gain += Math.log(inContext / without);
    }
    assertThat(gain / every.size()).isGreaterThan(0.15);
  }

  @Test
  void choicesFollowTheTruth() {
    DemoWorld one = DemoWorldGenerator.generate(new DemoConfig(1, 10, 300_000, 8));
    long december = Instant.parse("2025-12-02T00:00:00Z").getEpochSecond();
    double[] shares = new double[one.items()];
    int count = 0;
    for (DemoInteraction each : InteractionSampler.sample(one)) {
      if (each.timestamp() >= december) {
        shares[each.item()]++;
        count++;
      }
    }
    double[] truth = one.trueScores(0, Map.of());
    for (int item = 0; item < shares.length; item++) {
      assertThat(shares[item] / count)
          .as("item %d of %s", item, one.config())
          .isCloseTo(truth[item], within(0.015));
    }
  }

  /** Pearson's statistic of main genre against something of four values: 33 degrees of freedom. */
  private static double chiSquareOfGenres(Grouping grouping) {
    TreeMap<String, TreeMap<String, Integer>> counts = new TreeMap<>();
    TreeMap<String, Integer> ofGenre = new TreeMap<>();
    for (DemoInteraction each : INTERACTIONS) {
      String genre = WORLD.item(each.item()).genres().get(0);
      counts
          .computeIfAbsent(grouping.of(each), group -> new TreeMap<>())
          .merge(genre, 1, Integer::sum);
      ofGenre.merge(genre, 1, Integer::sum);
    }
    double statistic = 0;
    for (TreeMap<String, Integer> group : counts.values()) {
      double size = group.values().stream().mapToInt(Integer::intValue).sum();
      for (Map.Entry<String, Integer> genre : ofGenre.entrySet()) {
        double expected = size * genre.getValue() / INTERACTIONS.size();
        double off = group.getOrDefault(genre.getKey(), 0) - expected;
        statistic += off * off / expected;
      }
    }
    return statistic;
  }

  private interface Grouping {
    String of(DemoInteraction interaction);
  }

  private static List<DemoInteraction> everyHundredth() {
    return IntStream.range(0, INTERACTIONS.size() / 100)
        .mapToObj(i -> INTERACTIONS.get(100 * i))
        .toList();
  }

  private static Map<String, String> context(DemoInteraction each) {
    return Map.of("DEVICE", each.device(), "DAYPART", each.daypart());
  }

  private static int[] counts(int size, boolean ofUsers) {
    int[] counts = new int[size];
    for (DemoInteraction each : INTERACTIONS) {
      counts[ofUsers ? each.user() : each.item()]++;
    }
    Arrays.sort(counts);
    return counts;
  }
}
