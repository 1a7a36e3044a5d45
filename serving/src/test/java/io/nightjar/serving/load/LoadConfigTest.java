package io.nightjar.serving.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class LoadConfigTest {
  private static LoadConfig parse(String... arguments) {
    LoadOptions options = new LoadOptions();
    new CommandLine(new Command(options)).parseArgs(arguments);
    return options.config();
  }

  /** What the flags belong to. */
  @CommandLine.Command
  private static final class Command {
    @CommandLine.Mixin
    @SuppressWarnings("UnusedVariable") // picocli looks at it
    private final LoadOptions options;

    Command(LoadOptions options) {
      this.options = options;
    }
  }

  @Test
  void whatIsNotSaidIsAsByDefault() {
    assertThat(parse()).isEqualTo(LoadConfig.DEFAULT);
    LoadConfig config =
        parse(
            "--max-concurrent=3",
            "--max-queued=0",
            "--max-connections=7",
            "--idle-timeout=5",
            "--request-timeout=2");
    assertThat(config.maxConcurrent()).isEqualTo(3);
    assertThat(config.maxQueued()).isZero();
    assertThat(config.maxConnections()).isEqualTo(7);
    assertThat(config.idleTimeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.requestTimeout()).isEqualTo(Duration.ofSeconds(2));
  }

  @ParameterizedTest
  @CsvSource({
    "--max-concurrent, 0, must be positive: 0",
    "--max-queued, -1, must not be negative: -1",
    "--max-connections, 0, must be positive: 0",
    "--idle-timeout, 0, must be positive: 0",
    "--request-timeout, 0, must be positive: 0"
  })
  void whatBreaksARuleIsNamed(String flag, String value, String rule) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> parse(flag + "=" + value))
        .withMessage(flag + " " + rule);
  }
}
