package io.nightjar.serving.http;

import io.nightjar.serving.security.Lookout;
import io.nightjar.serving.security.PemFiles;
import io.nightjar.serving.security.UnusableFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.KeyStore;
import java.time.Duration;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate with which a port speaks HTTPS, from PEM files. They are looked at again and
 * again: connections begun after a change see the new certificate; a pair that cannot be used is
 * logged, and the one before it stays.
 */
public final class TlsFiles implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TlsFiles.class);

  private final Path certificate;
  private final Path key;
  private final SslContextFactory.Server factory = new SslContextFactory.Server();
  private final Lookout lookout;
  private Times times;
  private String failure;

  private record Times(FileTime certificate, FileTime key) {}

  private TlsFiles(Path certificate, Path key, Duration interval) {
    this.certificate = certificate;
    this.key = key;
    this.times = times();
    use(factory, PemFiles.read(certificate, key));
    this.lookout = Lookout.start("tls-files", interval, this::look);
  }

  /**
   * Reads the files, and looks at them again after each interval.
   *
   * @throws UnusableFileException naming the file and the rule that it breaks
   */
  public static TlsFiles watch(Path certificate, Path key, Duration interval) {
    return new TlsFiles(certificate, key, interval);
  }

  private static void use(SslContextFactory factory, KeyStore store) {
    factory.setKeyStore(store);
    factory.setKeyStorePassword("");
  }

  private Times times() {
    try {
      return new Times(Files.getLastModifiedTime(certificate), Files.getLastModifiedTime(key));
    } catch (IOException e) {
      return null;
    }
  }

  private void look() {
    Times now = times();
    if (now == null || now.equals(times)) {
      return;
    }
    try {
      KeyStore store = PemFiles.read(certificate, key);
      factory.reload(changed -> use(changed, store));
      times = now;
      failure = null;
      LOG.info("{}: changed, new connections see it", certificate);
    } catch (Exception e) {
      // Both files change one after the other: what does not fit now may fit at the next look.
      if (!String.valueOf(e.getMessage()).equals(failure)) {
        LOG.warn("the certificate stays as it was: {}", e.getMessage());
      }
      failure = String.valueOf(e.getMessage());
    }
  }

  /** A connector that speaks HTTPS; the name that a client asks for is the client's to check. */
  ServerConnector connector(Server server, HttpConfiguration http, String host, int port) {
    HttpConfiguration https = new HttpConfiguration(http);
    https.addCustomizer(new SecureRequestCustomizer(false));
    ServerConnector connector =
        new ServerConnector(
            server,
            new SslConnectionFactory(factory, HttpVersion.HTTP_1_1.asString()),
            new HttpConnectionFactory(https));
    connector.setHost(host);
    connector.setPort(port);
    return connector;
  }

  @Override
  public void close() {
    lookout.close();
  }
}
