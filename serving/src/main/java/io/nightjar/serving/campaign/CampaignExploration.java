package io.nightjar.serving.campaign;

import io.nightjar.serving.parquet.TextColumns;
import io.nightjar.shared.campaign.ItemExplorationConfig;
import io.nightjar.shared.model.IdMap;
import io.nightjar.shared.model.ModelFormatException;
import io.nightjar.shared.model.ModelLayout;
import io.nightjar.shared.scoring.AllowedItems;
import io.nightjar.shared.table.ItemAgesTable;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;

/**
 * What a campaign explores. Immutable.
 *
 * @param weight share of the places of a list that go to new items, above 0, at most 1
 * @param newItems the items of the catalogue that are new
 */
public record CampaignExploration(double weight, AllowedItems newItems) {

  /**
   * Finds the new items of a model.
   *
   * @throws ModelFormatException if the model does not say how old its items are
   */
  static CampaignExploration load(ModelFiles files, IdMap items, ItemExplorationConfig config) {
    List<Path> paths = files.verified(ModelLayout.ITEM_AGES);
    if (paths.isEmpty()) {
      throw new ModelFormatException(
          files.manifestPath(),
          "must list files of " + ModelLayout.ITEM_AGES + " for a campaign that explores: none");
    }
    List<String> ids = TextColumns.read(paths, ItemAgesTable.ITEM_ID);
    List<String> ages = TextColumns.read(paths, ItemAgesTable.AGE);
    BitSet young = new BitSet(items.size());
    for (int row = 0; row < ids.size(); row++) {
      int item = ids.get(row) == null ? -1 : items.ordinal(ids.get(row));
      if (item < 0) {
        throw new ModelFormatException(
            paths.get(0).toString(), "must have items of the catalogue only: " + ids.get(row));
      }
      if (ages.get(row) != null && Long.parseLong(ages.get(row)) <= config.ageCutOffSeconds()) {
        young.set(item);
      }
    }
    return new CampaignExploration(config.weight(), AllowedItems.of(items.size(), young));
  }
}
