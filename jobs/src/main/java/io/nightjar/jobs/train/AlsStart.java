package io.nightjar.jobs.train;

import io.nightjar.jobs.softmax.SoftmaxTrainer;
import org.apache.spark.sql.Row;
import scala.collection.Seq;

/** Turns the factors of ALS into the start of maximum likelihood: root mean square norm 1. */
final class AlsStart {
  private AlsStart() {}

  static SoftmaxTrainer.Start of(AlsTrainer.Factors factors, int users) {
    int width = factors.items().dimension();
    float[] ofUsers = new float[Math.multiplyExact(users, width)];
    for (Row row : factors.users().collectAsList()) {
      Seq<Float> features = row.getSeq(1);
      for (int factor = 0; factor < width; factor++) {
        ofUsers[row.getInt(0) * width + factor] = features.apply(factor);
      }
    }
    float[] ofItems = new float[Math.multiplyExact(factors.items().rows(), width)];
    for (int item = 0; item < factors.items().rows(); item++) {
      System.arraycopy(factors.items().row(item), 0, ofItems, item * width, width);
    }
    return new SoftmaxTrainer.Start(normalized(ofUsers, width), normalized(ofItems, width), width);
  }

  private static float[] normalized(float[] rows, int width) {
    double squares = 0;
    for (float value : rows) {
      squares += (double) value * value;
    }
    if (squares > 0) {
      float factor = (float) (1 / Math.sqrt(squares * width / rows.length));
      for (int i = 0; i < rows.length; i++) {
        rows[i] *= factor;
      }
    }
    return rows;
  }
}
