package io.nightjar.jobs.softmax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nightjar.jobs.board.TestSpark;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** On a checkerboard: even users take even items; by day (value 0) the lower half of them. */
class SoftmaxTrainerTest {
  private static final int SIZE = 40;
  private static final int WIDTH = 7;
  private static final int DAY = 0;
  private static final int NIGHT = 1;

  private final JavaSparkContext context =
      JavaSparkContext.fromSparkContext(TestSpark.session().sparkContext());

  @Test
  void usersItemsAndContextAreLearntTogether() {
    Learnt learnt = train(2, 30, SoftmaxSettings.Form.COSINE, 2);
    for (int user = 0; user < SIZE; user++) {
      double own = 0;
      double lower = 0;
      double[] scores = scores(learnt, user, DAY);
      for (int item = 0; item < SIZE; item++) {
        own += item % 2 == user % 2 ? scores[item] : 0;
        lower += item < SIZE / 2 ? scores[item] : 0;
      }
      assertThat(own).as("user %d", user).isGreaterThan(0.9);
      assertThat(lower).as("user %d", user).isGreaterThan(0.7);
    }
  }

  @Test
  void theFreeFormLearnsTheSame() {
    Learnt learnt = train(2, 30, SoftmaxSettings.Form.FREE, 0);
    double[] scores = scores(learnt, 3, NIGHT);
    double ownUpper = 0;
    for (int item = SIZE / 2 + 1; item < SIZE; item += 2) {
      ownUpper += scores[item];
    }
    assertThat(ownUpper).isGreaterThan(0.6);
  }

  @Test
  void strangersAreAnsweredByPopularity() {
    Learnt learnt = train(2, 40, SoftmaxSettings.Form.COSINE, 2);
    double[] scores = scores(learnt, QueryPart.STRANGER, -1);
    double favourites = scores[0] + scores[1];
    double share =
        (popularity()[0] + popularity()[1]) / java.util.Arrays.stream(popularity()).sum();
    assertThat(favourites).isCloseTo(share, within(0.35 * share));
  }

  @Test
  void onePartEqualsMany() {
    Learnt one = train(1, 4, SoftmaxSettings.Form.COSINE, 2);
    Learnt many = train(3, 4, SoftmaxSettings.Form.COSINE, 2);
    assertThat(many.loss()).isNaN();
    for (int user = 0; user < SIZE; user++) {
      double[] expected = scores(one, user, DAY);
      double[] actual = scores(many, user, DAY);
      for (int item = 0; item < SIZE; item++) {
        assertThat(actual[item]).isCloseTo(expected[item], within(1e-3));
      }
    }
  }

  @Test
  void theEndOfTrainingIsWhereItIsTold() {
    List<Integer> epochs = new ArrayList<>();
    try (TrainingSet set = set(settings(9, SoftmaxSettings.Form.COSINE, 0), 1)) {
      trainer(set, settings(9, SoftmaxSettings.Form.COSINE, 0))
          .run(
              (epoch, learnt) -> {
                epochs.add(epoch);
                return epoch < 3;
              });
    }
    assertThat(epochs).containsExactly(1, 2, 3);
  }

  @Test
  void goesOnAsIfItHadNeverStopped() {
    SoftmaxSettings settings = settings(7, SoftmaxSettings.Form.COSINE, 1);
    try (TrainingSet set = set(settings, 2)) {
      Learnt whole = trainer(set, settings).run((epoch, learnt) -> true);
      SoftmaxTrainer stopped = trainer(set, settings);
      stopped.run((epoch, learnt) -> epoch < 3);
      SoftmaxTrainer.State state = stopped.state();
      assertThat(state.epochs()).isEqualTo(3);
      SoftmaxTrainer again = trainer(set, settings);
      again.resume(state);
      Learnt resumed = again.run((epoch, learnt) -> true);
      assertThat(resumed.users()).isEqualTo(whole.users());
      assertThat(resumed.contexts()).isEqualTo(whole.contexts());
      for (int item = 0; item < SIZE; item++) {
        assertThat(resumed.items().value(item, WIDTH)).isEqualTo(whole.items().value(item, WIDTH));
      }
    }
  }

  @Test
  void heldOutChoicesOfTheBoardAreRankedFirst() {
    Learnt learnt = train(2, 30, SoftmaxSettings.Form.COSINE, 2);
    List<Holdout.Query> queries = new ArrayList<>();
    for (int user = 0; user < SIZE; user++) {
      queries.add(
          new Holdout.Query(
              user,
              new int[] {user < SIZE / 2 ? DAY : NIGHT},
              new int[] {user},
              new float[] {1f + user},
              new int[0],
              10));
    }
    try (Holdout holdout = Holdout.of(context, queries, 3)) {
      Verdict verdict = holdout.judge(learnt);
      assertThat(verdict.queries()).isEqualTo(SIZE);
      assertThat(verdict.recall()).isEqualTo(1.0);
      assertThat(verdict.ndcg()).isGreaterThan(0.2);
      double loss = 0;
      double weight = 0;
      for (Holdout.Query query : queries) {
        double score = scores(learnt, query.user(), query.values()[0])[query.user()];
        loss -= query.weights()[0] * Math.log(score);
        weight += query.weights()[0];
      }
      assertThat(verdict.nllAsLearnt()).isCloseTo(loss / weight, within(1e-5));
      assertThat(verdict.nll()).isLessThanOrEqualTo(verdict.nllAsLearnt());
    }
  }

  private static SoftmaxSettings settings(
      int epochs, SoftmaxSettings.Form form, int smoothingSteps) {
    return new SoftmaxSettings(form, smoothingSteps, 0.2, 0.01, 0.01, 0.1, epochs, 4, 42);
  }

  private Learnt train(
      int partsPerBatch, int epochs, SoftmaxSettings.Form form, int smoothingSteps) {
    SoftmaxSettings settings = settings(epochs, form, smoothingSteps);
    try (TrainingSet set = set(settings, partsPerBatch)) {
      return trainer(set, settings).run((epoch, learnt) -> true);
    }
  }

  private SoftmaxTrainer trainer(TrainingSet set, SoftmaxSettings settings) {
    SplittableRandom random = new SplittableRandom(1);
    float[] users = new float[SIZE * WIDTH];
    float[] items = new float[SIZE * WIDTH];
    for (int i = 0; i < users.length; i++) {
      users[i] = (float) (random.nextDouble() - 0.5);
      items[i] = (float) (random.nextDouble() - 0.5);
    }
    return new SoftmaxTrainer(
        context, settings, set, new SoftmaxTrainer.Start(users, items, WIDTH), popularity(), 2);
  }

  private static int count(int user, int item) {
    return item < 2 ? 4 : user == item ? 0 : 1;
  }

  private static double[] popularity() {
    double[] popularity = new double[SIZE];
    for (int user = 0; user < SIZE; user++) {
      for (int item = user % 2; item < SIZE; item += 2) {
        popularity[item] += count(user, item);
      }
    }
    return popularity;
  }

  private static TrainingSet set(SoftmaxSettings settings, int partsPerBatch) {
    List<Row> rows = new ArrayList<>();
    for (int user = 0; user < SIZE; user++) {
      for (int item = user % 2; item < SIZE; item += 2) {
        if (count(user, item) > 0) {
          rows.add(
              RowFactory.create(
                  user, item, List.of(item < SIZE / 2 ? DAY : NIGHT), (double) count(user, item)));
        }
      }
    }
    StructType schema =
        new StructType()
            .add(TrainingSet.USER, DataTypes.IntegerType)
            .add(TrainingSet.ITEM, DataTypes.IntegerType)
            .add(TrainingSet.VALUES, DataTypes.createArrayType(DataTypes.IntegerType))
            .add(TrainingSet.COUNT, DataTypes.DoubleType);
    Dataset<Row> counted = TestSpark.session().createDataFrame(rows, schema);
    return TrainingSet.of(counted, SIZE, SIZE, settings.batches(), 0.5, 1, partsPerBatch);
  }

  /** The softmax in double precision, from the embeddings. */
  private static double[] scores(Learnt learnt, int user, int value) {
    double[] query = new double[WIDTH + 1];
    for (int factor = 0; factor < WIDTH && user != QueryPart.STRANGER; factor++) {
      query[factor] = learnt.users()[user * WIDTH + factor];
    }
    query[WIDTH] = 1;
    for (int factor = 0; factor <= WIDTH && value >= 0; factor++) {
      query[factor] += learnt.contexts()[value * (WIDTH + 1) + factor];
    }
    double[] scores = new double[SIZE];
    double sum = 0;
    for (int item = 0; item < SIZE; item++) {
      double logit = 0;
      for (int factor = 0; factor <= WIDTH; factor++) {
        logit += query[factor] * learnt.items().value(item, factor);
      }
      scores[item] = Math.exp(logit);
      sum += scores[item];
    }
    for (int item = 0; item < SIZE; item++) {
      scores[item] /= sum;
    }
    return scores;
  }
}
