package io.nightjar.jobs.related;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.jobs.board.TestSpark;
import io.nightjar.jobs.interactions.InteractionColumns;
import io.nightjar.shared.model.IdMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class CoOccurrenceTest {
  private static final int ALL = 1000;

  /** Each text is a user and the items had, a letter each, from the oldest to the newest. */
  private static Dataset<Row> interactions(String... users) {
    List<Row> rows = new ArrayList<>();
    for (String user : users) {
      String[] parts = user.split(":", 2);
      for (int time = 0; time < parts[1].length(); time++) {
        rows.add(RowFactory.create(parts[0], parts[1].substring(time, time + 1), (long) time));
      }
    }
    return TestSpark.session()
        .createDataFrame(
            rows,
            new StructType()
                .add(InteractionColumns.USER_ID, DataTypes.StringType)
                .add(InteractionColumns.ITEM_ID, DataTypes.StringType)
                .add(InteractionColumns.TIMESTAMP, DataTypes.LongType))
        .repartition(3);
  }

  private static Map<String, String> similar(
      Dataset<Row> interactions, int newest, double discount, int least, int most) {
    Dataset<Row> had = CoOccurrence.had(interactions, newest);
    Map<String, String> similar = new TreeMap<>();
    IdMap ids =
        IdMap.of(
            interactions
                .select(InteractionColumns.ITEM_ID)
                .distinct()
                .as(Encoders.STRING())
                .collectAsList());
    Broadcast<IdMap> names =
        JavaSparkContext.fromSparkContext(TestSpark.session().sparkContext()).broadcast(ids);
    CoOccurrence.Rules rules = new CoOccurrence.Rules(discount, least, most);
    for (Row row : CoOccurrence.of(had, names, rules).collectAsList()) {
      List<Row> items = row.getList(1);
      similar.put(
          row.getString(0),
          items.stream().map(item -> item.getString(0)).collect(Collectors.joining()));
    }
    return similar;
  }

  /**
   * Users of a: 4, b: 3, c: 2, d: 8. With a together: b 3, c 2, d 4 times. 4/8^x, 3/3^x, 2/2^x:
   * with 0 d b c; with 0.5 1.41, 1.73, 1.41; with 1 0.5, 1, 1.
   */
  private static Dataset<Row> fewUsers() {
    return interactions("u1:abcd", "u2:abcd", "u3:abd", "u4:ad", "u5:d", "u6:d", "u7:dd", "u8:d");
  }

  @Test
  void theDiscountDecidesBetweenPopularAndParticular() {
    assertThat(similar(fewUsers(), ALL, 0, 1, ALL)).containsEntry("a", "dbc");
    assertThat(similar(fewUsers(), ALL, 0.5, 1, ALL)).containsEntry("a", "bcd");
    assertThat(similar(fewUsers(), ALL, 1, 1, ALL)).containsEntry("a", "bcd");
    // With b together: a 3 of 4, c 2 of 2, d 3 of 8.
    assertThat(similar(fewUsers(), ALL, 0.5, 1, ALL)).containsEntry("b", "acd");
    assertThat(similar(fewUsers(), ALL, 1, 1, ALL)).containsEntry("b", "cad");
  }

  @Test
  void pairsOfTooFewUsersDoNotCountNorItemsWithoutPairs() {
    assertThat(similar(fewUsers(), ALL, 0.5, 3, ALL))
        .containsExactly(Map.entry("a", "bd"), Map.entry("b", "ad"), Map.entry("d", "ab"));
    assertThat(similar(fewUsers(), ALL, 0.5, 5, ALL)).isEmpty();
    assertThat(similar(fewUsers(), ALL, 1, 0, ALL)).isEqualTo(similar(fewUsers(), ALL, 1, 1, ALL));
  }

  @Test
  void rowsAreCut() {
    assertThat(similar(fewUsers(), ALL, 0, 1, 2)).containsEntry("a", "db");
  }

  @Test
  void aUserWhoHadAnItemTwiceCountsOnce() {
    assertThat(similar(interactions("u1:aab", "u2:ac", "u3:ac"), ALL, 0, 1, ALL))
        .containsEntry("a", "cb");
  }

  @Test
  void onlyTheNewestItemsOfAUserCount() {
    // a is old but was had again lately; of e, f, a the newest two are a and f.
    assertThat(similar(interactions("u1:aefa"), 2, 0.5, 1, ALL))
        .containsExactly(Map.entry("a", "f"), Map.entry("f", "a"));
  }

  @Test
  void historiesOfTheExtremesAreLeftOutAndEqualOnesTogether() {
    Dataset<Row> lengths = interactions("u1:a", "u2:ab", "u3:ab", "u4:abc", "u5:abcdefgh");
    assertThat(users(lengths, 0, 1)).containsExactly("u1", "u2", "u3", "u4", "u5");
    // Places 1 to 5: a quarter is ⌈1.25⌉ = 2, with length 2; 0.8 is 4, with length 3.
    assertThat(users(lengths, 0.25, 0.8)).containsExactly("u2", "u3", "u4");
    assertThat(users(lengths, 0.5, 0.5)).containsExactly("u2", "u3");
    assertThat(users(lengths, 0.2, 0.2)).containsExactly("u1");
    assertThat(users(lengths, 0.81, 1)).containsExactly("u5");
  }

  private static List<String> users(Dataset<Row> interactions, double least, double most) {
    return HistoryLengths.between(interactions, InteractionColumns.USER_ID, least, most)
        .select(InteractionColumns.USER_ID)
        .distinct()
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .sorted()
        .toList();
  }
}
