package io.nightjar.serving.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.serving.fixture.CapturedLog;
import io.nightjar.serving.fixture.RunningServer;
import io.nightjar.serving.security.UnusableFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CredentialsTest {
  private static final Duration OFTEN = Duration.ofMillis(10);
  private static final String SECRET = "s3cr3t-s3cr3t-s3cr3t";

  @TempDir Path folder;

  private Path write(String text) throws IOException {
    Path file = folder.resolve("keys.json");
    Path aside = folder.resolve("aside");
    Files.writeString(aside, text.replace('\'', '"').replace("SECRET", SECRET));
    Files.setPosixFilePermissions(aside, PosixFilePermissions.fromString("rw-------"));
    return Files.move(
        aside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  @Test
  void aKeyMayAskAllCampaignsOrThoseNamed() throws Exception {
    Path file =
        write(
            """
            {'accessKeys': [
              {'accessKeyId': 'ALL', 'secretAccessKey': 'SECRET'},
              {'accessKeyId': 'ONE', 'secretAccessKey': 'SECRET', 'sessionToken': 't', 'campaigns': ['home']}]}
            """);
    try (Credentials credentials = Credentials.watch(file, OFTEN)) {
      assertThat(credentials.key("ALL").mayAsk("anything")).isTrue();
      assertThat(credentials.key("ONE").mayAsk("home")).isTrue();
      assertThat(credentials.key("ONE").mayAsk("anything")).isFalse();
      assertThat(credentials.key("ONE").hasSessionToken("t")).isTrue();
      assertThat(credentials.key("NOBODY")).isNull();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "~~ | must be a JSON object",
        "[] | must be a JSON object",
        "{'accessKeys': [{'accessKeyId' SECRET}]} | must be JSON, each member of an object once: it is not, at line 1",
        "SECRET | must be JSON",
        "{} | accessKeys must have at least one access key",
        "{'accessKeys': []} | accessKeys must have at least one access key",
        "{'accessKeys': {}} | accessKeys must be a list",
        "{'keys': []} | has only the member accessKeys: not 'keys'",
        "{'accessKeys': ['SECRET']} | accessKeys[0] must be an object",
        "{'accessKeys': [{'accessKeyId': 'ONE'}]} | accessKeys[0].secretAccessKey must be given",
        "{'accessKeys': [{'secretAccessKey': 'SECRET'}]} | accessKeys[0].accessKeyId must be given",
        "{'accessKeys': [{'accessKeyId': 'a b', 'secretAccessKey': 'SECRET'}]} | accessKeyId must be 3 to 128 of A-Z a-z 0-9 _",
        "{'accessKeys': [{'accessKeyId': 'ONE', 'secretAccessKey': 'short'}]} | must have at least 16 characters: it has 5",
        "{'accessKeys': [{'accessKeyId': 'ONE', 'secretAccessKey': 5}]} | secretAccessKey must be a text",
        "{'accessKeys': [{'accessKeyId': 'ONE', 'secretAccessKey': ' SECRET'}]} | no space around them",
        "{'accessKeys': [{'accessKeyId': 'ONE', 'secretAccessKey': 'SECRET', 'campaigns': []}]} | campaigns must have a campaign",
        "{'accessKeys': [{'accessKeyId': 'ONE', 'secretAccessKey': 'SECRET', 'campaign': ['a']}]} | not 'campaign'",
        "{'accessKeys': [{'accessKeyId': 'ONE', 'secretAccessKey': 'SECRET', 'SECRETSECRETSECRET': 1}]} | not a name of 60 characters",
        "{'accessKeys': [{'accessKeyId': 'ONE', 'secretAccessKey': 'SECRET', 'secretAccessKey': 'SECRET'}]} | each member of an object once",
        "{'accessKeys': [{'accessKeyId': 'ONE', 'secretAccessKey': 'SECRET'}, {'accessKeyId': 'ONE', 'secretAccessKey': 'SECRET'}]} | ONE is there twice",
        "{'accessKeys': [{'accessKeyId': 'ONE', 'secretAccessKey': 'SECRET'}]} x | must be JSON"
      })
  void whatIsNotAsItMustBeIsRefusedWithoutASecret(String text, String message) throws Exception {
    Path file = write(text);
    assertThatThrownBy(() -> Credentials.watch(file, OFTEN))
        .isInstanceOf(UnusableFileException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(message)
        .hasMessageNotContaining(SECRET)
        .hasNoCause();
  }

  @Test
  void aFileThatEverybodyMayReadIsRefused() throws Exception {
    Path file = write("{'accessKeys': [{'accessKeyId': 'ONE', 'secretAccessKey': 'SECRET'}]}");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> Credentials.watch(file, OFTEN))
        .hasMessage(
            file + ": must not be open to everybody: its permissions are rw-r--r--; chmod o= it");
  }

  @Test
  void aMissingFileIsRefused() {
    Path file = folder.resolve("nowhere");
    assertThatThrownBy(() -> Credentials.watch(file, OFTEN)).hasMessage(file + ": does not exist");
  }

  @Test
  void aChangedFileCountsAndABrokenOneDoesNot() throws Exception {
    Path file = write("{'accessKeys': [{'accessKeyId': 'ONE', 'secretAccessKey': 'SECRET'}]}");
    try (CapturedLog log = CapturedLog.open();
        Credentials credentials = Credentials.watch(file, OFTEN)) {
      AccessKey first = credentials.key("ONE");
      write("{'accessKeys': [{'accessKeyId': 'TWO', 'secretAccessKey': 'SECRET'}]}");
      RunningServer.await("the new key counts", () -> credentials.key("TWO") != null);
      assertThat(credentials.key("ONE")).isNull();
      write("{'accessKeys': [{'accessKeyId': 'TWO', 'secretAccessKey': SECRET}]}");
      RunningServer.await(
          "the broken file is logged",
          () -> log.messages().stream().anyMatch(line -> line.contains("stay as they were")));
      assertThat(credentials.key("TWO")).isNotNull().isNotSameAs(first);
      assertThat(log.messages()).noneMatch(line -> line.contains(SECRET));
    }
  }
}
