package io.nightjar.jobs.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CsvFileTest {
  @Test
  void rowsEndAfterTheLastColumn() {
    CsvFile csv = new CsvFile("A", "B").cell("1").cell("2").cell("3").cell("");
    assertThat(csv.text()).isEqualTo("A,B\n1,2\n3,\n");
  }

  @Test
  void textIsQuotedWhereItMustBe() {
    CsvFile csv = new CsvFile("A").cell("a b").cell("a,b").cell("say \"a\"").cell("a\\b");
    assertThat(csv.text()).isEqualTo("A\na b\n\"a,b\"\n\"say \\\"a\\\"\"\n\"a\\\\b\"\n");
  }
}
