package io.nightjar.jobs.softmax;

import io.nightjar.shared.likelihood.ItemRows;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiPredicate;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * Maximum likelihood of p(i | u, c) = softmax over all items i of (w_u + Σ w_c) · w_i, over users,
 * items, item biases and context values together.
 *
 * <p>One step: the driver makes the embeddings, broadcasts them, the tasks of one batch return loss
 * and gradient, summed up once, and the driver moves all parameters ({@link Adam}). The same seed
 * and partitions give the same bits; other partitions differ in the order of sums only.
 */
public final class SoftmaxTrainer {
  private final JavaSparkContext context;
  private final SoftmaxSettings settings;
  private final TrainingSet data;
  private final int width;
  private final float[] users;
  private final float[] items;
  private final float[] bias;
  private final float[] contexts;
  private final GraphSmoothing smoothing;
  private Adam ofUsers;
  private Adam ofItems;
  private Adam ofBias;
  private Adam ofContexts;
  private int epochsDone;

  /**
   * A run.
   *
   * @param start free vectors at the start, rows of {@code width}
   * @param popularity interactions of each item, by weight
   * @param contextValues number of context values
   */
  public SoftmaxTrainer(
      JavaSparkContext context,
      SoftmaxSettings settings,
      TrainingSet data,
      Start start,
      double[] popularity,
      int contextValues) {
    this.context = context;
    this.settings = settings;
    this.data = data;
    this.width = start.width();
    this.users = scaled(start.users().clone(), settings.startLength());
    this.items = scaled(start.items().clone(), settings.startLength());
    this.bias = logPopularity(popularity);
    this.contexts = new float[contextValues * (width + 1)];
    this.smoothing = new GraphSmoothing(data.graph(), settings.smoothingSteps(), width);
    this.ofUsers = new Adam(users.length);
    this.ofItems = new Adam(items.length);
    this.ofBias = new Adam(bias.length);
    this.ofContexts = new Adam(contexts.length);
  }

  /**
   * Where a run is after an epoch: all that is needed to go on as if it had never stopped.
   *
   * @param epochs done
   * @param parameters free vectors of users, of items, biases, context embeddings
   * @param optimisers of the same, in the same order
   */
  public record State(int epochs, List<float[]> parameters, List<Adam.State> optimisers)
      implements Serializable {}

  /** A copy of where this run is; to be called between epochs. */
  public State state() {
    return new State(
        epochsDone,
        new ArrayList<>(List.of(users.clone(), items.clone(), bias.clone(), contexts.clone())),
        new ArrayList<>(
            List.of(ofUsers.state(), ofItems.state(), ofBias.state(), ofContexts.state())));
  }

  /** Goes on from where another run with the same settings and data was. */
  public void resume(State state) {
    restore(state.parameters().get(0), users);
    restore(state.parameters().get(1), items);
    restore(state.parameters().get(2), bias);
    restore(state.parameters().get(3), contexts);
    ofUsers = new Adam(state.optimisers().get(0));
    ofItems = new Adam(state.optimisers().get(1));
    ofBias = new Adam(state.optimisers().get(2));
    ofContexts = new Adam(state.optimisers().get(3));
    epochsDone = state.epochs();
  }

  private static void restore(float[] saved, float[] parameters) {
    if (saved.length != parameters.length) {
      throw new IllegalArgumentException(
          "a state of %,d parameters is not one of %,d".formatted(saved.length, parameters.length));
    }
    System.arraycopy(saved, 0, parameters, 0, saved.length);
  }

  /**
   * Where to start from.
   *
   * @param users row by row
   * @param items row by row
   * @param width length of a row
   */
  public record Start(float[] users, float[] items, int width) implements Serializable {}

  private static float[] logPopularity(double[] popularity) {
    double mean = 0;
    for (double count : popularity) {
      mean += Math.log(count + 1.0) / popularity.length;
    }
    float[] bias = new float[popularity.length];
    for (int item = 0; item < bias.length; item++) {
      bias[item] = (float) (Math.log(popularity[item] + 1.0) - mean);
    }
    return bias;
  }

  /**
   * Learns.
   *
   * @param afterEpoch is given the number of epochs done and what was learnt so far; false stops
   * @return what was learnt in the end
   */
  public Learnt run(BiPredicate<Integer, Learnt> afterEpoch) {
    Random random = new Random(settings.seed());
    int steps = settings.epochs() * settings.batches();
    int step = epochsDone * settings.batches();
    for (int epoch = 0; epoch < epochsDone; epoch++) {
      // The order of the batches that were done, so that the next ones are what they would be.
      shuffled(random);
    }
    for (int epoch = epochsDone + 1; epoch <= settings.epochs(); epoch++) {
      double loss = 0;
      double weight = 0;
      for (int batch : shuffled(random)) {
        double rate = settings.learningRate() * (1 + Math.cos(Math.PI * step++ / steps)) / 2;
        Embeddings embeddings = embeddings(data.usersOf(batch));
        PartGradient gradient = gradient(embeddings, batch);
        if (gradient.weight() == 0) {
          // With few users a batch may have none.
          continue;
        }
        float scale = (float) (data.weight() / gradient.weight());
        float[] byUsers = byUsers(gradient, scale);
        float[] byItems = new float[items.length];
        float[] byBias = new float[bias.length];
        split(gradient.items(), scale, byItems, byBias);
        GraphSmoothing.Rows free = embeddings.back(smoothing, byUsers, byItems);
        ofUsers.step(users, free.users(), settings.prior(), rate);
        ofItems.step(items, free.items(), settings.prior(), rate);
        ofBias.step(bias, byBias, 0, rate);
        ofContexts.step(
            contexts, scaled(gradient.contexts(), scale), settings.contextPrior(), rate);
        loss += gradient.loss();
        weight += gradient.weight();
      }
      epochsDone = epoch;
      if (!afterEpoch.test(epoch, learnt(loss / weight))) {
        break;
      }
    }
    return learnt(Double.NaN);
  }

  private int[] shuffled(Random random) {
    int[] order = new int[settings.batches()];
    Arrays.setAll(order, i -> i);
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    return order;
  }

  private Embeddings embeddings(boolean[] wanted) {
    GraphSmoothing.Rows free = new GraphSmoothing.Rows(users, items);
    return Embeddings.of(settings, smoothing, free, width, wanted);
  }

  private Learnt learnt(double loss) {
    Embeddings embeddings = embeddings(null);
    return new Learnt(embeddings.users(), embeddings.itemRows(bias), contexts.clone(), width, loss);
  }

  private PartGradient gradient(Embeddings embeddings, int batch) {
    float[][] ofParts = new float[data.parts()][];
    for (int part : data.partsOf(batch)) {
      ofParts[part] = rows(embeddings.users(), data.users(part));
    }
    ItemRows rows = embeddings.itemRows(bias);
    Broadcast<Point> point = context.broadcast(new Point(rows, contexts, ofParts));
    try {
      return data.batch(batch)
          .map(part -> PartGradient.of(part, point.value()))
          .reduce(PartGradient::plus);
    } finally {
      point.destroy();
    }
  }

  private float[] rows(float[] all, int[] chosen) {
    float[] rows = new float[chosen.length * width];
    for (int i = 0; i < chosen.length; i++) {
      System.arraycopy(all, chosen[i] * width, rows, i * width, width);
    }
    return rows;
  }

  private float[] byUsers(PartGradient gradient, float scale) {
    float[] byUsers = new float[users.length];
    for (Map.Entry<Integer, float[]> part : gradient.users().entrySet()) {
      int[] chosen = data.users(part.getKey());
      float[] rows = part.getValue();
      for (int i = 0; i < chosen.length; i++) {
        for (int column = 0; column < width; column++) {
          byUsers[chosen[i] * width + column] += scale * rows[i * width + column];
        }
      }
    }
    return byUsers;
  }

  private void split(float[] byRows, float scale, float[] byItems, float[] byBias) {
    for (int item = 0; item < byBias.length; item++) {
      int at = item * (width + 1);
      for (int column = 0; column < width; column++) {
        byItems[item * width + column] = scale * byRows[at + column];
      }
      byBias[item] = scale * byRows[at + width];
    }
  }

  private static float[] scaled(float[] values, double scale) {
    for (int i = 0; i < values.length; i++) {
      values[i] *= (float) scale;
    }
    return values;
  }
}
