package io.nightjar.jobs.train;

import io.nightjar.jobs.metadata.MetadataPrior;
import io.nightjar.jobs.softmax.Learnt;
import io.nightjar.shared.likelihood.ItemRows;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Embeddings for items that nobody has taken and users who have taken nothing: what their metadata
 * predict from the embeddings of the others.
 *
 * <p>How likely new items are all together, held-out interactions tell: the share of them that went
 * to items which nobody had taken before. One addend on the biases of all new items makes their
 * probability that share, on average over users.
 */
final class ColdStart {
  /** Users over whom the probability of new items is averaged, at most. */
  private static final int SAMPLE = 500;

  private static final int HALVINGS = 60;

  private final Learnt learnt;
  private final int width;
  private final long seed;

  ColdStart(Learnt learnt, long seed) {
    this.learnt = learnt;
    this.width = learnt.width();
    this.seed = seed;
  }

  /**
   * What came out.
   *
   * @param explained see {@link MetadataPrior}
   * @param cold how many rows had nothing of their own
   */
  record Outcome(Learnt learnt, double explained, int cold) {}

  /**
   * Gives new items an embedding.
   *
   * @param columns metadata by name, a cell for each item
   * @param interactions of each item, by weight; 0 for a new one
   * @param share of interactions that go to new items, between 0 and 1
   */
  Outcome items(Map<String, String[]> columns, double[] interactions, double share) {
    int items = learnt.items().items();
    double[][] vectors = new double[items][width + 1];
    for (int item = 0; item < items; item++) {
      for (int i = 0; i <= width; i++) {
        vectors[item][i] = learnt.items().value(item, i);
      }
    }
    MetadataPrior prior = MetadataPrior.of(columns, vectors, interactions);
    float[] rows = new float[items * (width + 1)];
    int cold = 0;
    for (int item = 0; item < items; item++) {
      boolean isNew = interactions[item] == 0;
      cold += isNew ? 1 : 0;
      double[] row = isNew ? prior.predicted()[item] : vectors[item];
      for (int i = 0; i <= width; i++) {
        rows[item * (width + 1) + i] = (float) row[i];
      }
    }
    float addend = (float) addend(rows, interactions, share);
    for (int item = 0; item < items; item++) {
      rows[item * (width + 1) + width] += interactions[item] == 0 ? addend : 0;
    }
    return new Outcome(
        new Learnt(
            learnt.users(), new ItemRows(width + 1, rows), learnt.contexts(), width, learnt.loss()),
        prior.explained(),
        cold);
  }

  /** The addend on new items' biases with which they have the share of the probability. */
  private double addend(float[] rows, double[] interactions, double share) {
    double[] odds = odds(rows, interactions);
    double low = -60;
    double high = 60;
    for (int halving = 0; halving < HALVINGS; halving++) {
      double middle = (low + high) / 2;
      double mean = 0;
      for (double odd : odds) {
        double raised = odd * Math.exp(middle);
        mean += raised / (1 + raised) / odds.length;
      }
      if (mean < share) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  /** For some users: how much likelier a new item is than another, all together. */
  private double[] odds(float[] rows, double[] interactions) {
    int users = learnt.users().length / width;
    double[] odds = new double[Math.min(SAMPLE, users)];
    SplittableRandom random = new SplittableRandom(seed);
    for (int draw = 0; draw < odds.length; draw++) {
      int user = random.nextInt(users) * width;
      double[] logits = new double[interactions.length];
      for (int item = 0; item < logits.length; item++) {
        int at = item * (width + 1);
        double logit = rows[at + width];
        for (int i = 0; i < width; i++) {
          logit += learnt.users()[user + i] * rows[at + i];
        }
        logits[item] = logit;
      }
      double max = Arrays.stream(logits).max().orElse(0);
      double ofNew = 0;
      double ofOthers = 0;
      for (int item = 0; item < logits.length; item++) {
        double mass = Math.exp(logits[item] - max);
        if (interactions[item] == 0) {
          ofNew += mass;
        } else {
          ofOthers += mass;
        }
      }
      odds[draw] = ofNew / ofOthers;
    }
    return odds;
  }

  /**
   * Gives users without interactions an embedding.
   *
   * @param columns metadata by name, a cell for each user
   * @param interactions of each user
   */
  Outcome users(Map<String, String[]> columns, int[] interactions) {
    double[][] vectors = new double[interactions.length][width];
    double[] weights = new double[interactions.length];
    for (int user = 0; user < vectors.length; user++) {
      weights[user] = interactions[user];
      for (int i = 0; i < width; i++) {
        vectors[user][i] = learnt.users()[user * width + i];
      }
    }
    MetadataPrior prior = MetadataPrior.of(columns, vectors, weights);
    float[] rows = learnt.users().clone();
    int cold = 0;
    for (int user = 0; user < vectors.length; user++) {
      if (interactions[user] > 0) {
        continue;
      }
      cold++;
      for (int i = 0; i < width; i++) {
        rows[user * width + i] = (float) prior.predicted()[user][i];
      }
    }
    return new Outcome(
        new Learnt(rows, learnt.items(), learnt.contexts(), width, learnt.loss()),
        prior.explained(),
        cold);
  }
}
