package io.nightjar.jobs.softmax;

import io.nightjar.shared.likelihood.ItemRows;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Embeddings as the softmax uses them, and the way back: what a gradient of these says about the
 * free vectors that they are made of.
 *
 * <p>Users and items without bias and constant: {@code width} coordinates. Items with their bias:
 * one more.
 */
final class Embeddings {
  private static final float TINY = 1e-12f;

  private final SoftmaxSettings settings;
  private final int width;
  private final boolean[] wanted;
  private final GraphSmoothing.Rows smoothed;
  private final float[] users;
  private final float[] items;
  private final float[] userLengths;
  private final float[] itemLengths;

  private Embeddings(
      SoftmaxSettings settings, int width, boolean[] wanted, GraphSmoothing.Rows smoothed) {
    this.settings = settings;
    this.width = width;
    this.wanted = wanted;
    this.smoothed = smoothed;
    if (settings.form() == SoftmaxSettings.Form.COSINE) {
      userLengths = lengths(smoothed.users(), wanted);
      itemLengths = lengths(smoothed.items(), null);
      users = divided(smoothed.users(), userLengths, 1 / settings.temperature());
      items = divided(smoothed.items(), itemLengths, 1);
    } else {
      userLengths = null;
      itemLengths = null;
      users = smoothed.users();
      items = smoothed.items();
    }
  }

  static Embeddings of(
      SoftmaxSettings settings, GraphSmoothing smoothing, GraphSmoothing.Rows free, int width) {
    return of(settings, smoothing, free, width, null);
  }

  /**
   * The embeddings of all items and of some users.
   *
   * @param wanted the users, by ordinal; null for all; what stands for the others means nothing
   */
  static Embeddings of(
      SoftmaxSettings settings,
      GraphSmoothing smoothing,
      GraphSmoothing.Rows free,
      int width,
      boolean[] wanted) {
    return new Embeddings(settings, width, wanted, smoothing.apply(free, null, wanted));
  }

  /** Row by row, without the constant coordinate. Read only. */
  float[] users() {
    return users;
  }

  /** The items with their biases. */
  ItemRows itemRows(float[] bias) {
    int dimension = width + 1;
    float[] rows = new float[Math.multiplyExact(bias.length, dimension)];
    for (int item = 0; item < bias.length; item++) {
      System.arraycopy(items, item * width, rows, item * dimension, width);
      rows[item * dimension + width] = bias[item];
    }
    return new ItemRows(dimension, rows);
  }

  /**
   * The gradient by the free vectors.
   *
   * @param byUsers gradient by {@link #users}, zero but for those wanted; overwritten
   * @param byItems gradient by the items without bias; overwritten
   */
  GraphSmoothing.Rows back(GraphSmoothing smoothing, float[] byUsers, float[] byItems) {
    if (settings.form() == SoftmaxSettings.Form.COSINE) {
      project(byUsers, smoothed.users(), userLengths, 1 / settings.temperature());
      project(byItems, smoothed.items(), itemLengths, 1);
    }
    return smoothing.apply(new GraphSmoothing.Rows(byUsers, byItems), wanted, null);
  }

  /** Gradient of scale · x / |x|: the part of g across x, times scale / |x|. */
  private void project(float[] gradient, float[] vectors, float[] lengths, double scale) {
    forRows(
        lengths,
        row -> {
          int at = row * width;
          double along = 0;
          for (int i = at; i < at + width; i++) {
            along += (double) gradient[i] * vectors[i];
          }
          along /= (double) lengths[row] * lengths[row];
          for (int i = at; i < at + width; i++) {
            gradient[i] = (float) ((gradient[i] - along * vectors[i]) * scale / lengths[row]);
          }
        });
  }

  /** Lengths of rows; 0 for those that are not wanted. */
  private float[] lengths(float[] rows, boolean[] of) {
    float[] lengths = new float[rows.length / width];
    IntStream.range(0, lengths.length)
        .parallel()
        .filter(row -> of == null || of[row])
        .forEach(
            row -> {
              double squares = 0;
              for (int i = row * width; i < (row + 1) * width; i++) {
                squares += (double) rows[i] * rows[i];
              }
              lengths[row] = Math.max(TINY, (float) Math.sqrt(squares));
            });
    return lengths;
  }

  private float[] divided(float[] rows, float[] lengths, double scale) {
    float[] divided = new float[rows.length];
    forRows(
        lengths,
        row -> {
          float factor = (float) (scale / lengths[row]);
          for (int i = row * width; i < (row + 1) * width; i++) {
            divided[i] = factor * rows[i];
          }
        });
    return divided;
  }

  /** Takes the rows that have a length. */
  private static void forRows(float[] lengths, IntConsumer action) {
    IntStream.range(0, lengths.length).parallel().filter(row -> lengths[row] > 0).forEach(action);
  }
}
