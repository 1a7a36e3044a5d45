package io.nightjar.serving.security;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;

/**
 * A certificate with its key, from two PEM files: a chain that begins with the server's own, and a
 * key in PKCS #8 ({@code BEGIN PRIVATE KEY}), PKCS #1 ({@code RSA}) or SEC 1 ({@code EC}).
 */
public final class PemFiles {
  private static final String BEGIN = "-----BEGIN ";
  private static final String END = "-----END ";
  private static final String KEY = "PRIVATE KEY-----";

  private PemFiles() {}

  /**
   * Reads both into a key store with one entry, without a password.
   *
   * @throws UnusableFileException if one cannot be read, or they do not belong together
   */
  public static KeyStore read(Path certificate, Path key) {
    List<X509Certificate> chain = chain(certificate);
    PublicKey publicKey = chain.get(0).getPublicKey();
    PrivateKey privateKey = privateKey(key, publicKey);
    try {
      if (!belongTogether(privateKey, publicKey)) {
        throw new UnusableFileException(
            key, "must be the key of " + certificate + ": it is another");
      }
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("server", privateKey, new char[0], chain.toArray(new Certificate[0]));
      return store;
    } catch (GeneralSecurityException | IOException e) {
      throw new UnusableFileException(
          key, "must be the key of " + certificate + ": " + e.getMessage());
    }
  }

  private static List<X509Certificate> chain(Path path) {
    try (ByteArrayInputStream in = new ByteArrayInputStream(Files.readAllBytes(path))) {
      List<X509Certificate> chain =
          CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (chain.isEmpty()) {
        throw new UnusableFileException(path, "must have a certificate in PEM: it has none");
      }
      return chain;
    } catch (IOException e) {
      throw new UnusableFileException(path, "cannot be read: " + e.getClass().getSimpleName());
    } catch (CertificateException e) {
      throw new UnusableFileException(path, "must be certificates in PEM: it is not");
    }
  }

  private static PrivateKey privateKey(Path path, PublicKey publicKey) {
    String text = PrivateFile.read(path);
    int keyAt = text.indexOf(KEY);
    int begin = text.lastIndexOf(BEGIN, keyAt);
    int end = text.indexOf(END, keyAt);
    if (keyAt < 0 || begin < 0 || end < 0) {
      throw new UnusableFileException(path, "must have a private key in PEM: it has none");
    }
    String kind = text.substring(begin + BEGIN.length(), keyAt).trim();
    String body = text.substring(keyAt + KEY.length(), end);
    if (kind.equals("ENCRYPTED") || body.contains("ENCRYPTED")) {
      throw new UnusableFileException(
          path, "must not be encrypted: openssl pkcs8 -topk8 -nocrypt takes the password away");
    }
    try {
      byte[] bytes = Base64.getMimeDecoder().decode(body.getBytes(StandardCharsets.US_ASCII));
      byte[] pkcs8 = kind.isEmpty() ? bytes : wrapped(bytes, publicKey);
      return KeyFactory.getInstance(publicKey.getAlgorithm())
          .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      // No cause and no message of it: either may quote the key.
      throw new UnusableFileException(
          path,
          "must be a private key of %s, as the certificate's is: it cannot be read as one"
              .formatted(publicKey.getAlgorithm()));
    }
  }

  /**
   * An older form of key as PKCS #8, which has the algorithm before it: that of the public key,
   * which begins its own encoding.
   */
  private static byte[] wrapped(byte[] key, PublicKey publicKey) {
    byte[] subject = publicKey.getEncoded();
    int algorithm = subject[1] >= 0 ? 2 : 2 + (subject[1] & 0x7F);
    int length = 2 + subject[algorithm + 1];
    ByteArrayOutputStream inner = new ByteArrayOutputStream();
    inner.writeBytes(new byte[] {2, 1, 0});
    inner.write(subject, algorithm, length);
    inner.writeBytes(encoded(4, key));
    return encoded(0x30, inner.toByteArray());
  }

  /** DER: a tag, a length, the content. */
  private static byte[] encoded(int tag, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    if (content.length < 0x80) {
      out.write(content.length);
    } else if (content.length < 0x100) {
      out.write(0x81);
      out.write(content.length);
    } else {
      out.write(0x82);
      out.write(content.length >> 8);
      out.write(content.length);
    }
    out.writeBytes(content);
    return out.toByteArray();
  }

  private static boolean belongTogether(PrivateKey privateKey, PublicKey publicKey)
      throws GeneralSecurityException {
    String algorithm =
        switch (publicKey.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> publicKey.getAlgorithm();
        };
    byte[] probe = "nightjar".getBytes(StandardCharsets.US_ASCII);
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(privateKey);
    signature.update(probe);
    byte[] signed = signature.sign();
    signature.initVerify(publicKey);
    signature.update(probe);
    return signature.verify(signed);
  }
}
