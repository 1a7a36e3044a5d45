package io.nightjar.jobs.train;

import io.nightjar.shared.vector.EmbeddingMatrix;
import java.io.Serializable;

/**
 * Temperature, mean user and item bias folded into embeddings, so that the published formula, a
 * plain dot product, is exactly what is computed.
 *
 * <p>User: (temperature / scale · (x − mean), 1). Item: (scale · y, bias − mean bias). The scale
 * gives the item factors a root mean square norm of 1; the mean bias cancels in the softmax.
 */
final class FoldedFactors {
  private final EmbeddingMatrix items;
  private final Users users;

  FoldedFactors(EmbeddingMatrix factors, float[] mean, Calibration calibration) {
    double squares = 0;
    for (int item = 0; item < factors.rows(); item++) {
      for (int factor = 0; factor < factors.dimension(); factor++) {
        squares += factors.value(item, factor) * factors.value(item, factor);
      }
    }
    double scale = squares == 0 ? 1 : 1 / Math.sqrt(squares / factors.rows());
    double meanBias = 0;
    for (double bias : calibration.bias()) {
      meanBias += bias / factors.rows();
    }
    float[][] embeddings = new float[factors.rows()][factors.dimension() + 1];
    for (int item = 0; item < factors.rows(); item++) {
      for (int factor = 0; factor < factors.dimension(); factor++) {
        embeddings[item][factor] = (float) (scale * factors.value(item, factor));
      }
      embeddings[item][factors.dimension()] = (float) (calibration.bias()[item] - meanBias);
    }
    this.items = EmbeddingMatrix.of(factors.dimension() + 1, embeddings);
    this.users = new Users(mean, calibration.temperature() / scale);
  }

  /** Final item embeddings. */
  EmbeddingMatrix items() {
    return items;
  }

  /** Makes final user embeddings. */
  Users users() {
    return users;
  }

  /** The part that tasks need. */
  static final class Users implements Serializable {
    private static final long serialVersionUID = 1L;

    private final float[] mean;
    private final double factor;

    Users(float[] mean, double factor) {
      this.mean = mean.clone();
      this.factor = factor;
    }

    /** Embedding of a user of these ALS factors. */
    float[] of(float[] factors) {
      float[] centred = new float[mean.length];
      for (int i = 0; i < mean.length; i++) {
        centred[i] = factors[i] - mean[i];
      }
      return ofCentred(centred);
    }

    /** Embedding of a user whose factors have the mean taken off. */
    float[] ofCentred(float[] centred) {
      float[] embedding = new float[centred.length + 1];
      for (int i = 0; i < centred.length; i++) {
        embedding[i] = (float) (factor * centred[i]);
      }
      embedding[centred.length] = 1f;
      return embedding;
    }
  }
}
