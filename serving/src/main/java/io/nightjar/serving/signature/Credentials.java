package io.nightjar.serving.signature;

import io.nightjar.serving.security.Lookout;
import io.nightjar.serving.security.PrivateFile;
import io.nightjar.serving.security.UnusableFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The access keys of a file, which is looked at again and again: a changed file counts from the
 * next look on, all of it at once; a changed file that cannot be used is logged, and the keys
 * before it stay. Safe for use by many threads.
 */
public final class Credentials implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Credentials.class);

  private final Path path;
  private final Lookout lookout;
  private volatile Map<String, AccessKey> keys;
  private String text;
  private String failure;

  private Credentials(Path path, Duration interval) {
    this.path = path;
    this.text = PrivateFile.read(path);
    this.keys = CredentialsFile.parse(path, text);
    LOG.info("{}: {} access keys, requests must be signed", path, keys.size());
    this.lookout = Lookout.start("credentials", interval, this::look);
  }

  /**
   * Reads a file, and looks at it again after each interval.
   *
   * @throws UnusableFileException naming the rule that it breaks
   */
  public static Credentials watch(Path path, Duration interval) {
    return new Credentials(path, interval);
  }

  private void look() {
    try {
      String now = PrivateFile.read(path);
      if (!now.equals(text)) {
        Map<String, AccessKey> changed = CredentialsFile.parse(path, now);
        keys = changed;
        text = now;
        LOG.info("{}: changed, {} access keys", path, changed.size());
      }
      failure = null;
    } catch (UnusableFileException e) {
      if (!e.getMessage().equals(failure)) {
        LOG.warn("the access keys stay as they were: {}", e.getMessage());
      }
      failure = e.getMessage();
    }
  }

  /** The access key of an id; null for one that is not known. */
  public AccessKey key(String accessKeyId) {
    return keys.get(accessKeyId);
  }

  /** Stops looking. */
  @Override
  public void close() {
    lookout.close();
  }
}
