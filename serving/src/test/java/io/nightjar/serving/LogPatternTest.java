package io.nightjar.serving;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import io.nightjar.serving.campaign.CampaignSnapshot;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The lines of the server's log, as its configuration makes them. */
class LogPatternTest {
  private static String line(String loggerName) throws Exception {
    LoggerContext context = new LoggerContext();
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(ServingMain.class.getResource("/logback.xml"));
    ConsoleAppender<ILoggingEvent> appender =
        (ConsoleAppender<ILoggingEvent>)
            context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("STDERR");
    PatternLayoutEncoder encoder = (PatternLayoutEncoder) appender.getEncoder();
    LoggingEvent event =
        new LoggingEvent("", context.getLogger(loggerName), Level.INFO, "text", null, null);
    String line = new String(encoder.encode(event), StandardCharsets.UTF_8);
    context.stop();
    return line;
  }

  @Test
  void linesOfExplorationCanBeFoundByTheirLogger() throws Exception {
    assertThat(line("nightjar.exploration"))
        .matches("[0-9-]{10} [0-9:]{8} INFO  nightjar\\.exploration: text\\R");
  }

  @Test
  void classesAreNamedWithTheirPackagesShortened() throws Exception {
    assertThat(line(CampaignSnapshot.class.getName()))
        .contains(" INFO  i.n.s.c.CampaignSnapshot: text");
  }
}
