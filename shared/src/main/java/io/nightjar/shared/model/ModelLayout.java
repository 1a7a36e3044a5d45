package io.nightjar.shared.model;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where things lie in a store. This page is the specification of the format, version {@value
 * #FORMAT_VERSION}; the columns of the tables are in {@code io.nightjar.shared.table}.
 *
 * <pre>
 * STORE/
 *   campaigns/NAME.json     which model a campaign serves
 *   filters/NAME.json       a filter that requests may name
 *   models/MODEL/           one model; MODEL = UTC time + short hash, so names sort by age
 *     model.json            the manifest: what it does not list does not exist
 *     users/ items/ context/         what train learnt
 *     observed_contexts/             how often each context variant occurred
 *     holdout/                       interactions kept out of training, for evaluate
 *     history/                       what each user did, for filters
 *     popular_items/                 items by popularity
 *     item_ages/                     how old each item is, for exploration
 *     similar_items/                 items that go with an item
 *     recommendations/               what precompute found
 *     _attempts/                     what tasks of a running precompute write; never read
 *     metrics.json                   what evaluate found
 *   checkpoints/            what unfinished training keeps, to go on after it was killed
 *   rejected/MODEL/         input rows that could not be read, with the reason
 *   runs/RUN.json           what a night did, step by step; RUN = UTC time + short hash
 * </pre>
 */
public final class ModelLayout {
  /** Version of the store format that this code writes; it reads this one and older ones. */
  public static final int FORMAT_VERSION = 1;

  /** Folder of what unfinished training keeps, to go on after it was killed. */
  public static final String CHECKPOINTS = "checkpoints";

  public static final String CAMPAIGNS = "campaigns";
  public static final String FILTERS = "filters";
  public static final String MODELS = "models";
  public static final String REJECTED = "rejected";
  public static final String RUNS = "runs";
  public static final String MANIFEST = "model.json";
  public static final String METRICS = "metrics.json";
  public static final String USERS = "users";
  public static final String ITEMS = "items";
  public static final String CONTEXT = "context";
  public static final String OBSERVED_CONTEXTS = "observed_contexts";
  public static final String HOLDOUT = "holdout";
  public static final String HISTORY = "history";
  public static final String POPULAR_ITEMS = "popular_items";
  public static final String ITEM_AGES = "item_ages";
  public static final String SIMILAR_ITEMS = "similar_items";
  public static final String RECOMMENDATIONS = "recommendations";
  public static final String ATTEMPTS = "_attempts";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final Pattern MODEL_ID = Pattern.compile("\\d{8}T\\d{9}Z-[0-9a-f]{8}");
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9\\-_]{0,62}");

  private ModelLayout() {}

  /** Name of a model made at a moment; {@code hash} tells apart models of the same millisecond. */
  public static String modelId(Instant created, int hash) {
    return TIME.format(created) + String.format(Locale.ROOT, "-%08x", hash);
  }

  /** Whether a text has the shape of a model id; anything else is no path inside the store. */
  public static boolean isModelId(String text) {
    return MODEL_ID.matcher(text).matches();
  }

  /** Whether a text may name a campaign: Personalize's rule, 1 to 63 letters, digits, - and _. */
  public static boolean isCampaignName(String text) {
    return NAME.matcher(text).matches();
  }

  /** Whether a text may name a filter: the rule of campaigns. */
  public static boolean isFilterName(String text) {
    return NAME.matcher(text).matches();
  }

  /** Store-relative folder of a model. */
  public static String modelFolder(String model) {
    return MODELS + "/" + model;
  }

  /** Store-relative file of a campaign. */
  public static String campaignFile(String campaign) {
    return CAMPAIGNS + "/" + campaign + ".json";
  }

  /** Store-relative file of a run. */
  public static String runFile(String run) {
    return RUNS + "/" + run + ".json";
  }

  /** Store-relative file of a filter. */
  public static String filterFile(String filter) {
    return FILTERS + "/" + filter + ".json";
  }
}
