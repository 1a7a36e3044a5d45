package io.nightjar.jobs.interactions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.jobs.board.TestSpark;
import io.nightjar.jobs.launch.InputException;
import io.nightjar.jobs.launch.Steps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventChoiceTest {
  @TempDir Path folder;

  private Path file() throws IOException {
    return Files.write(
        folder.resolve("a.csv"),
        List.of(
            "USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE,EVENT_VALUE",
            "u,i1,1,view,0.9",
            "u,i2,2,Purchase,0.5",
            "u,i3,3,VIEW,0.4",
            "u,i4,4,,1",
            "u,i5,5,click,",
            "u,i6,6,purchase,2"));
  }

  private InteractionsReader reader(Map<String, String> columns, EventRules events) {
    InputRules rules =
        new InputRules(
            new ColumnNames(columns),
            List.of(),
            events,
            0,
            folder.resolve("rejected").toUri().toString(),
            "rejected");
    return new InteractionsReader(TestSpark.session(), rules, new Steps());
  }

  private Interactions read(EventRules events) throws IOException {
    return reader(Map.of(), events).read(file().toString());
  }

  private static List<String> weights(Dataset<Row> rows) {
    List<String> weights = new ArrayList<>();
    for (Row row : rows.orderBy("timestamp").collectAsList()) {
      weights.add(row.<String>getAs("item_id") + " " + row.<Double>getAs("weight"));
    }
    return weights;
  }

  @Test
  void withoutRulesEveryInteractionCountsOne() throws IOException {
    Interactions read = read(EventRules.ALL);
    assertThat(weights(read.rows()))
        .containsExactly("i1 1.0", "i2 1.0", "i3 1.0", "i4 1.0", "i5 1.0", "i6 1.0");
    assertThat(read.all().orderBy("timestamp").select("event_type").collectAsList())
        .extracting(Object::toString)
        .containsExactly("[view]", "[Purchase]", "[VIEW]", "[null]", "[click]", "[purchase]");
  }

  @Test
  void weightsAreScaledToAMeanOfOne() throws IOException {
    Interactions read = read(EventRules.of(null, null, List.of("PURCHASE=1", "view=0.5")));
    // Two purchases and two views: the mean is 0.75.
    assertThat(weights(read.rows()))
        .containsExactly(
            "i1 " + 0.5 / 0.75, "i2 " + 1 / 0.75, "i3 " + 0.5 / 0.75, "i6 " + 1 / 0.75);
    assertThat(read.count()).isEqualTo(4);
    assertThat(read.items()).isEqualTo(4);
    assertThat(read.all().count()).as("what happened, learnt from or not").isEqualTo(6);
  }

  @Test
  void aTypeThatWeighsNothingIsLeftOut() throws IOException {
    Interactions read = read(EventRules.of(null, null, List.of("purchase=0.2", "view=0")));
    assertThat(weights(read.rows())).containsExactly("i2 1.0", "i6 1.0");
  }

  @Test
  void aTypeAndAThresholdChoose() throws IOException {
    assertThat(weights(read(EventRules.of("view", null, List.of())).rows()))
        .containsExactly("i1 1.0", "i3 1.0");
    assertThat(weights(read(EventRules.of(null, 0.5, List.of())).rows()))
        .as("no value is below every threshold")
        .containsExactly("i1 1.0", "i2 1.0", "i4 1.0", "i6 1.0");
    assertThat(weights(read(EventRules.of("view", 0.5, List.of())).rows()))
        .containsExactly("i1 1.0");
  }

  @Test
  void typesThatDoNotOccurAreFound() throws IOException {
    EventRules rules = EventRules.of(null, null, List.of("view=1", "buy=1", "rent=0.1"));
    InputTable table = new InputReader(TestSpark.session()).read(file().toString());
    EventChoice choice = new EventChoice(table, new ColumnNames(Map.of()), rules);
    assertThat(choice.absent(read(rules).all())).containsExactly("buy", "rent");
  }

  @Test
  void whenNothingIsLeftTheMessageSaysWhatThereIs() throws IOException {
    assertThatThrownBy(() -> read(EventRules.of("buy", null, List.of())))
        .isInstanceOf(InputException.class)
        .hasMessage(
            folder.resolve("a.csv")
                + ": no interactions are left after choosing by event type and value; EVENT_TYPE"
                + " there is purchase (2), view (2), empty (1), click (1)");
    assertThatThrownBy(() -> read(EventRules.of(null, 3.0, List.of())))
        .isInstanceOf(InputException.class)
        .hasMessageEndingWith("no interactions are left after choosing by event type and value");
  }

  @Test
  void aMissingColumnIsAnErrorForTrainingAndAWarningForAHoldOut() throws IOException {
    EventRules views = EventRules.of("view", null, List.of());
    Path bare = Files.write(folder.resolve("bare.csv"), List.of("USER_ID,ITEM_ID,KIND", "u,i,buy"));
    assertThatThrownBy(() -> reader(Map.of(), views).read(bare.toString()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("column EVENT_TYPE is missing");
    assertThat(reader(Map.of(), views).readUnordered(bare.toString()).count()).isEqualTo(1);
    InteractionsReader mapped = reader(Map.of("EVENT_TYPE", "KIND"), views);
    assertThatThrownBy(() -> mapped.readUnordered(bare.toString()))
        .isInstanceOf(InputException.class)
        .hasMessageEndingWith("EVENT_TYPE there is buy (1)");
  }
}
