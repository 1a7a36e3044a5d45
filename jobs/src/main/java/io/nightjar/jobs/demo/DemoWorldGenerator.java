package io.nightjar.jobs.demo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Makes a {@link DemoWorld} of a seed. */
public final class DemoWorldGenerator {
  private static final String[] AGE_GROUPS = {"18-24", "25-34", "35-49", "50-64", "65+"};
  private static final String[] COUNTRIES = {"AT", "CH", "DE", "ES", "FR", "GB", "IT", "NL"};

  private static final double GROUP_SPREAD = 0.35;
  private static final double TASTE_SPREAD = 0.5;
  private static final double FAVOURITE = 1.6;
  private static final double LATENT_SPREAD = 0.6;
  private static final double ZIPF_EXPONENT = 0.8;
  private static final double ZIPF_SHIFT = 8;

  private final DemoConfig config;
  private final double[][] userTastes;
  private final double[][] itemTraits;

  private DemoWorldGenerator(DemoConfig config) {
    this.config = config;
    this.userTastes = new double[config.users()][Tastes.DIMENSION];
    this.itemTraits = new double[config.items()][Tastes.DIMENSION];
  }

  /** The world of a config; equal configs give equal worlds. */
  public static DemoWorld generate(DemoConfig config) {
    return new DemoWorldGenerator(config).world();
  }

  private DemoWorld world() {
    List<DemoUser> users = drawUsers(draws("users"));
    List<DemoItem> items = drawItems(draws("items"));
    double[] popularity = drawPopularity(draws("popularity"));
    Habits habits = Habits.draw(config.users(), draws("habits"));
    return new DemoWorld(
        config, users, items, new Tastes(userTastes, itemTraits, popularity), habits);
  }

  private SeededDraws draws(String purpose) {
    return new SeededDraws(config.seed(), purpose);
  }

  private List<DemoUser> drawUsers(SeededDraws draws) {
    double[][] tasteOfAge = drawGroups(AGE_GROUPS.length, draws);
    double[][] tasteOfCountry = drawGroups(COUNTRIES.length, draws);
    List<DemoUser> users = new ArrayList<>();
    for (int user = 0; user < config.users(); user++) {
      int age = draws.below(AGE_GROUPS.length);
      int country = draws.below(COUNTRIES.length);
      double[] taste = userTastes[user];
      for (int genre = 0; genre < Genres.COUNT; genre++) {
        taste[genre] =
            tasteOfAge[age][genre]
                + tasteOfCountry[country][genre]
                + TASTE_SPREAD * draws.gaussian();
      }
      int favourites = 1 + draws.below(3);
      for (int i = 0; i < favourites; i++) {
        taste[draws.below(Genres.COUNT)] += FAVOURITE * (0.5 + draws.uniform());
      }
      for (int factor = Genres.COUNT; factor < Tastes.DIMENSION; factor++) {
        taste[factor] = LATENT_SPREAD * draws.gaussian();
      }
      users.add(
          new DemoUser(
              numbered("user-", user, config.users()), AGE_GROUPS[age], COUNTRIES[country]));
    }
    return users;
  }

  private static double[][] drawGroups(int groups, SeededDraws draws) {
    double[][] tastes = new double[groups][Genres.COUNT];
    for (double[] taste : tastes) {
      Arrays.setAll(taste, genre -> GROUP_SPREAD * draws.gaussian());
    }
    return tastes;
  }

  private List<DemoItem> drawItems(SeededDraws draws) {
    long[] created = DemoCalendar.drawCreations(config.items(), draws);
    FilmTitles titles = new FilmTitles(draws);
    List<DemoItem> items = new ArrayList<>();
    for (int item = 0; item < config.items(); item++) {
      double[] traits = itemTraits[item];
      int[] genres = Arrays.copyOf(draws.permutation(Genres.COUNT), 1 + draws.below(3));
      List<String> labels = new ArrayList<>();
      for (int i = 0; i < genres.length; i++) {
        traits[genres[i]] = i == 0 ? 1 : 0.5;
        labels.add(Genres.LABELS.get(genres[i]));
      }
      for (int factor = Genres.COUNT; factor < Tastes.DIMENSION; factor++) {
        traits[factor] = draws.gaussian();
      }
      items.add(
          new DemoItem(
              numbered("film-", item, config.items()), titles.next(), labels, created[item]));
    }
    return items;
  }

  /** Zipf's law, shifted (Mandelbrot), over the items in random order. */
  private double[] drawPopularity(SeededDraws draws) {
    int[] rank = draws.permutation(config.items());
    double[] popularity = new double[config.items()];
    for (int item = 0; item < popularity.length; item++) {
      popularity[item] = -ZIPF_EXPONENT * StrictMath.log(rank[item] + ZIPF_SHIFT);
    }
    return popularity;
  }

  /** Ids from 1, of at least four digits and all of one length, so that they sort like numbers. */
  private static String numbered(String prefix, int number, int count) {
    int digits = Math.max(4, Integer.toString(count).length());
    String text = Integer.toString(number + 1);
    return prefix + "0".repeat(digits - text.length()) + text;
  }
}
