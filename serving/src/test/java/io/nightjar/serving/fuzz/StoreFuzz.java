package io.nightjar.serving.fuzz;

import io.nightjar.serving.campaign.DamagedModel;
import io.nightjar.shared.model.ModelFormatException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Any bytes in place of a Parquet file, whose number is the first byte. The model is loaded, or
 * refused with the name of that file.
 */
final class StoreFuzz implements FuzzTarget {
  private final DamagedModel model = new DamagedModel(Scratch.folder());

  @Override
  public void take(byte[] input) {
    if (input.length == 0) {
      return;
    }
    String file = DamagedModel.FILES.get(Math.floorMod(input[0], DamagedModel.FILES.size()));
    ModelFormatException refused = model.load(file, Arrays.copyOfRange(input, 1, input.length));
    if (refused != null && refused.getMessage().isBlank()) {
      throw new AssertionError("a message must say something", refused);
    }
  }

  @Override
  public List<byte[]> seeds() {
    List<byte[]> seeds = new ArrayList<>();
    for (int i = 0; i < DamagedModel.FILES.size(); i++) {
      byte[] bytes = model.bytes(DamagedModel.FILES.get(i));
      byte[] seed = new byte[1 + bytes.length];
      seed[0] = (byte) i;
      System.arraycopy(bytes, 0, seed, 1, bytes.length);
      seeds.add(seed);
    }
    return seeds;
  }
}
