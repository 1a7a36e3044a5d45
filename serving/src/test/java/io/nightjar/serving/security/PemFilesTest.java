package io.nightjar.serving.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.serving.fixture.Certificates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PemFilesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC", "Ed25519"})
  void aCertificateAndItsKeyBecomeOneEntry(String algorithm) throws Exception {
    Certificates made = Certificates.make(folder, algorithm);
    Path certificate = made.writeCertificate(folder.resolve("certificate.pem"));
    KeyStore store = PemFiles.read(certificate, made.writeKey(folder.resolve("key.pem")));
    assertThat(store.getKey("server", new char[0])).isEqualTo(made.key());
    assertThat(store.getCertificate("server")).isEqualTo(made.certificate());
  }

  /** Where the older key begins inside PKCS #8: after the version, the algorithm and a length. */
  private static byte[] inner(byte[] pkcs8) {
    int at = pkcs8[1] >= 0 ? 2 : 2 + (pkcs8[1] & 0x7F);
    at += 3;
    at += 2 + pkcs8[at + 1];
    assertThat(pkcs8[at]).isEqualTo((byte) 4);
    at += pkcs8[at + 1] >= 0 ? 2 : 2 + (pkcs8[at + 1] & 0x7F);
    return Arrays.copyOfRange(pkcs8, at, pkcs8.length);
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC"})
  void olderFormsOfKeysAreRead(String algorithm) throws Exception {
    Certificates made = Certificates.make(folder, algorithm);
    Path certificate = made.writeCertificate(folder.resolve("certificate.pem"));
    String pem = Certificates.pem(algorithm + " PRIVATE KEY", inner(made.key().getEncoded()));
    Path key = Certificates.writeSecret(folder.resolve("key.pem"), pem);
    assertThat(PemFiles.read(certificate, key).getKey("server", new char[0]).getEncoded())
        .isEqualTo(made.key().getEncoded());
  }

  @Test
  void aKeyOfAnotherCertificateIsRefused() throws Exception {
    Path certificate =
        Certificates.make(folder, "EC").writeCertificate(folder.resolve("certificate.pem"));
    Path key = Certificates.make(folder, "EC").writeKey(folder.resolve("key.pem"));
    assertThatThrownBy(() -> PemFiles.read(certificate, key))
        .hasMessage(key + ": must be the key of " + certificate + ": it is another");
    Path rsa = Certificates.make(folder, "RSA").writeKey(folder.resolve("rsa.pem"));
    assertThatThrownBy(() -> PemFiles.read(certificate, rsa))
        .hasMessageContaining("must be a private key of EC, as the certificate's is");
  }

  @ParameterizedTest
  @CsvSource({
    "nothing, must have a private key in PEM: it has none",
    "-----BEGIN PRIVATE KEY-----, must have a private key in PEM: it has none",
    "-----BEGIN PRIVATE KEY-----c2VjcmV0-----END PRIVATE KEY-----, cannot be read as one",
    "-----BEGIN EC PRIVATE KEY-----c2VjcmV0-----END EC PRIVATE KEY-----, cannot be read as one",
    "-----BEGIN ENCRYPTED PRIVATE KEY-----c2Vj-----END ENCRYPTED PRIVATE KEY-----, must not be encrypted"
  })
  void aFileWithoutAKeyIsRefused(String text, String message) throws Exception {
    Path certificate =
        Certificates.make(folder, "EC").writeCertificate(folder.resolve("certificate.pem"));
    Path key = Certificates.writeSecret(folder.resolve("key.pem"), text);
    assertThatThrownBy(() -> PemFiles.read(certificate, key))
        .isInstanceOf(UnusableFileException.class)
        .hasMessageContaining(message)
        .hasMessageNotContaining("c2Vj");
  }

  @Test
  void aKeyThatEverybodyMayReadIsRefused() throws Exception {
    Certificates made = Certificates.make(folder, "EC");
    Path certificate = made.writeCertificate(folder.resolve("certificate.pem"));
    Path key = made.writeKey(folder.resolve("key.pem"));
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> PemFiles.read(certificate, key))
        .hasMessageContaining("must not be open to everybody");
  }

  @Test
  void aFileWithoutACertificateIsRefused() throws Exception {
    Path empty = Files.writeString(folder.resolve("empty.pem"), "");
    Path damaged =
        Files.writeString(
            folder.resolve("damaged.pem"), Certificates.pem("CERTIFICATE", new byte[9]));
    Path key = Certificates.make(folder, "EC").writeKey(folder.resolve("key.pem"));
    assertThatThrownBy(() -> PemFiles.read(empty, key))
        .hasMessage(empty + ": must have a certificate in PEM: it has none");
    assertThatThrownBy(() -> PemFiles.read(damaged, key))
        .hasMessage(damaged + ": must be certificates in PEM: it is not");
    Path missing = folder.resolve("missing.pem");
    assertThatThrownBy(() -> PemFiles.read(missing, key)).hasMessageContaining("cannot be read");
  }
}
