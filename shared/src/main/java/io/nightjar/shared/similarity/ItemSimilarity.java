package io.nightjar.shared.similarity;

import io.nightjar.shared.scoring.AllowedItems;
import io.nightjar.shared.scoring.TopN;
import io.nightjar.shared.vector.EmbeddingMatrix;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * How alike the items of a catalogue are, by what users did and by what the metadata say. Immutable
 * and safe for use by many threads.
 *
 * <p>For items i and j with n_i and n_j interactions in training, at most n_max,
 *
 * <pre>
 *   t_i = n_i / (n_i + 5)                how far the embedding of i can be trusted
 *   w   = 0.8 · t_i · t_j                (1 · t_i · t_j if no metadata column says anything)
 *   s   = w · cos(e_i, e_j) + (1 − w) · m(i, j) + 0.01 · ln(1 + n_j) / ln(1 + n_max)
 * </pre>
 *
 * where e is an embedding without its last coordinate, the bias, and m is {@link ItemTraits}. So an
 * item that nobody has had is compared by metadata alone, one that many had mostly by who had it,
 * and among equals those come first that more had. Larger s first, ties to the lower ordinal; all
 * arithmetic is in float in a fixed order, so jobs and server agree to the last bit.
 */
public final class ItemSimilarity implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final double HALF_TRUSTED = 5;
  private static final double BEHAVIOUR = 0.8;
  private static final double POPULARITY = 0.01;

  /** Items that are compared while their sums stay in the first cache. */
  private static final int TILE = 2048;

  private final int count;
  private final int factors;

  /** Embeddings of length 1, factor by factor: the loop over items runs on SIMD registers. */
  private final float[] directions;

  private final float[] trust;
  private final float[] popularity;
  private final float behaviour;
  private final ItemTraits traits;

  /**
   * Compares a catalogue.
   *
   * @param embeddings by ordinal; the last coordinate is the bias
   * @param interactions in training, by ordinal
   * @param traits of the same items
   */
  public ItemSimilarity(EmbeddingMatrix embeddings, long[] interactions, ItemTraits traits) {
    if (interactions.length != embeddings.rows()) {
      throw new IllegalArgumentException(
          "interactions must have " + embeddings.rows() + " items: " + interactions.length);
    }
    this.count = embeddings.rows();
    this.factors = embeddings.dimension() - 1;
    if ((long) count * factors > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "items times dimension must be below 2^31 to compare items: " + (long) count * factors);
    }
    this.directions = directions(embeddings);
    this.trust = new float[count];
    this.popularity = new float[count];
    double most = Math.max(1, Arrays.stream(interactions).max().orElse(1));
    for (int item = 0; item < count; item++) {
      trust[item] = (float) (interactions[item] / (interactions[item] + HALF_TRUSTED));
      popularity[item] =
          (float)
              (POPULARITY * StrictMath.log1p((double) interactions[item]) / StrictMath.log1p(most));
    }
    this.behaviour = (float) (traits.columns() > 0 ? BEHAVIOUR : 1);
    this.traits = traits;
  }

  private float[] directions(EmbeddingMatrix embeddings) {
    float[] byFactor = new float[count * factors];
    for (int item = 0; item < count; item++) {
      double squares = 0;
      for (int factor = 0; factor < factors; factor++) {
        squares += (double) embeddings.value(item, factor) * embeddings.value(item, factor);
      }
      double norm = squares > 0 ? Math.sqrt(squares) : 1;
      for (int factor = 0; factor < factors; factor++) {
        byFactor[factor * count + item] = (float) (embeddings.value(item, factor) / norm);
      }
    }
    return byFactor;
  }

  /** Items of the catalogue. */
  public int items() {
    return count;
  }

  /** Whether anything is known of an item: interactions, or a trait. */
  public boolean knows(int item) {
    return trust[item] > 0 || traits.has(item);
  }

  /**
   * The items most like an item, without itself.
   *
   * @param n how many
   * @param allowed which may be listed; null for all
   * @return ordinals, most alike first; fewer only if fewer are allowed
   */
  public int[] mostLike(int item, int n, AllowedItems allowed) {
    float[] likeness = likeness(item);
    TopN best = new TopN(Math.min(n, count));
    for (int other = 0; other < count; other++) {
      if (other != item && (allowed == null || allowed.contains(other))) {
        best.offer(other, likeness[other]);
      }
    }
    int[] ordinals = new int[best.size()];
    best.drain(ordinals, new float[ordinals.length], 0);
    return ordinals;
  }

  /**
   * The parts of a likeness, as in the formula of {@link ItemSimilarity}.
   *
   * @param cosine of the two embeddings
   * @param weight that the cosine has; the metadata have the rest
   * @param metadata likeness by metadata, 0 to 1
   * @param popularity what the other item gets for being popular
   */
  public record Likeness(float cosine, float weight, float metadata, float popularity) {
    /** What items are ordered by. */
    public float total() {
      return weight * cosine + (1 - weight) * metadata + popularity;
    }
  }

  /** Why items are like an item, in the order given. */
  public List<Likeness> explain(int item, int[] others) {
    float[] cosines = cosines(item);
    float[] metadata = new float[count];
    traits.addTo(item, metadata);
    return Arrays.stream(others)
        .mapToObj(
            other ->
                new Likeness(
                    cosines[other],
                    behaviour * trust[item] * trust[other],
                    metadata[other],
                    popularity[other]))
        .toList();
  }

  /** The formula of the class, for an item and all others by ordinal. */
  float[] likeness(int item) {
    float[] cosines = cosines(item);
    float[] likeness = new float[count];
    traits.addTo(item, likeness);
    float mine = behaviour * trust[item];
    for (int other = 0; other < count; other++) {
      float weight = mine * trust[other];
      likeness[other] =
          weight * cosines[other] + (1 - weight) * likeness[other] + popularity[other];
    }
    return likeness;
  }

  private float[] cosines(int item) {
    float[] cosines = new float[count];
    for (int from = 0; from < count; from += TILE) {
      int to = Math.min(count, from + TILE);
      for (int factor = 0; factor < factors; factor++) {
        addScaled(cosines, from, to, factor * count, directions[factor * count + item]);
      }
    }
    return cosines;
  }

  private void addScaled(float[] sums, int from, int to, int offset, float scale) {
    for (int item = from; item < to; item++) {
      sums[item] += scale * directions[offset + item];
    }
  }
}
