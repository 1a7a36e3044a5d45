package io.nightjar.bench;

import com.cloudera.oryx.app.als.RescorerProvider;
import com.cloudera.oryx.app.serving.als.DotsFunction;
import com.cloudera.oryx.app.serving.als.model.ALSServingModel;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.List;

/**
 * A catalogue in the serving model of Oryx 2.8, scanned exactly: locality-sensitive hashing with a
 * sample rate of 1 looks at every item. Its scan runs on all cores.
 *
 * <p>What fills the model is package-private there, so it is called by reflection; what is timed is
 * public, and the call that its endpoint {@code /recommend} makes.
 */
final class OryxModel {
  private static final double EVERY_ITEM = 1.0;

  private final ALSServingModel model;

  /** Item i of {@code rows} gets the id i. */
  OryxModel(float[][] rows) {
    try {
      Constructor<ALSServingModel> constructor =
          ALSServingModel.class.getDeclaredConstructor(
              int.class, boolean.class, double.class, RescorerProvider.class);
      constructor.setAccessible(true);
      model = constructor.newInstance(rows[0].length, true, EVERY_ITEM, null);
      Method setItem =
          ALSServingModel.class.getDeclaredMethod("setItemVector", String.class, float[].class);
      setItem.setAccessible(true);
      for (int item = 0; item < rows.length; item++) {
        setItem.invoke(model, Integer.toString(item), rows[item]);
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Oryx 2.8.0 has another ALSServingModel", e);
    }
  }

  /** Ids of the best items for a user, best first. */
  List<String> topN(float[] user, int n) {
    return model.topN(new DotsFunction(user), null, n, null).map(item -> item.getFirst()).toList();
  }
}
