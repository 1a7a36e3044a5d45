package io.nightjar.shared.selection;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.shared.filter.FilterExpression;
import java.util.BitSet;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Random expressions on random catalogues, against an evaluator that is slow and plain. */
class ItemSelectorLawsTest {
  private static BitSet select(ItemSelector selector, Subject subject) {
    BitSet selected = selector.select(subject);
    if (selected == null) {
      selected = new BitSet();
      selected.set(0, subject.items().size());
    }
    return selected;
  }

  @Property(tries = 5000)
  void anItemIsSelectedIfTheSlowFilterAdmitsIt(@ForAll long seed) {
    RandomWorld world = new RandomWorld(seed);
    SlowFilter slow = new SlowFilter(world);
    BitSet expected = new BitSet();
    for (int item = 0; item < world.items.size(); item++) {
      expected.set(item, slow.admits(item));
    }
    ItemSelector selector =
        ItemSelector.of(FilterExpression.parse(slow.text()), world.filterValues());
    Subject subject = world.subject();
    assertThat(select(selector, subject)).as(slow.text()).isEqualTo(expected);
    assertThat(select(selector, subject)).as("again: " + slow.text()).isEqualTo(expected);
  }

  @Property(tries = 2000)
  void strangersHaveNothingButTheirIds(@ForAll long seed) {
    RandomWorld world = new RandomWorld(seed);
    // Fields of the current item are those of a catalogue, in which strangers are not.
    SlowFilter slow = new SlowFilter(world);
    if (slow.text().contains("CurrentItem")) {
      return;
    }
    List<String> ids = List.of("item|3", "item|149", "new");
    BitSet expected = new BitSet();
    for (int item = 0; item < ids.size(); item++) {
      expected.set(item, slow.admitsStranger(ids.get(item)));
    }
    ItemSelector selector =
        ItemSelector.of(FilterExpression.parse(slow.text()), world.filterValues());
    assertThat(select(selector, world.subject().about(ItemValues.ofStrangers(ids))))
        .as(slow.text())
        .isEqualTo(expected);
  }
}
