package io.nightjar.serving.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.nightjar.serving.fixture.ItemTables;
import io.nightjar.serving.fixture.StoreFixture;
import io.nightjar.shared.checkerboard.Checkerboard;
import io.nightjar.shared.model.IdMap;
import io.nightjar.shared.model.ModelFormatException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ItemListsTest {
  @TempDir Path folder;

  private int stores;
  private final IdMap ids = new Checkerboard(4).model().items();

  private List<Path> table(String name, List<String> similar, List<String> popular) {
    StoreFixture store = new StoreFixture(folder.resolve("store-" + stores++));
    String model = store.writeModel(new Checkerboard(4), List.of());
    ItemTables.write(store, model, similar, popular);
    return List.of(store.file(model, name + "/part-0.zstd.parquet"));
  }

  @Test
  void rowsOfManyRowGroupsAreFound() {
    SimilarItems similar =
        SimilarItems.load(
            ids,
            table(
                "similar_items",
                List.of("item-02 item-01 item-03", "item-00", "item-03 item-00"),
                List.of("item-00")));
    assertThat(similar.size(2)).isEqualTo(2);
    assertThat(similar.ordinal(2, 0)).isEqualTo(1);
    assertThat(similar.ordinal(2, 1)).isEqualTo(3);
    assertThat(similar.size(0)).isZero();
    assertThat(similar.size(1)).isZero();
    assertThat(similar.ordinal(3, 0)).isEqualTo(0);
  }

  @Test
  void popularItemsAreFollowedByTheRestOfTheCatalogue() {
    PopularItems popular =
        PopularItems.load(ids, table("popular_items", List.of(), List.of("item-02", "item-00")));
    assertThat(popular.size()).isEqualTo(4);
    assertThat(List.of(popular.ordinal(0), popular.ordinal(1), popular.ordinal(2)))
        .containsExactly(2, 0, 1);
    assertThat(popular.ordinal(3)).isEqualTo(3);
  }

  @Test
  void itemsThatTheModelDoesNotKnowAreRefused() {
    List<Path> similar = table("similar_items", List.of("item-00 item-77"), List.of("item-77"));
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> SimilarItems.load(ids, similar))
        .withMessageContaining("column items.item_id must hold ids of the model: 'item-77'");
    List<Path> popular = table("popular_items", List.of(), List.of("item-77"));
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> PopularItems.load(ids, popular))
        .withMessageContaining("column item_id must hold distinct items of the model: 'item-77'");
  }

  @Test
  void anItemHasOneRowAndOneRank() {
    List<Path> similar =
        table(
            "similar_items",
            List.of("item-00 item-01", "item-00 item-02"),
            List.of("item-00", "item-00"));
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> SimilarItems.load(ids, similar))
        .withMessageContaining("an item must have one row: item_id 'item-00'");
    List<Path> popular = table("popular_items", List.of(), List.of("item-00", "item-00"));
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> PopularItems.load(ids, popular))
        .withMessageContaining("'item-00'");
  }
}
