package io.nightjar.serving.signature;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import javax.crypto.Mac;

/**
 * What one thread needs to check signatures, used again and again: a buffer of bytes, SHA-256, and
 * a Mac that stays ready for the key used last. Not thread-safe.
 */
final class Workbench {
  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };

  /** Buffers beyond this many bytes are not kept. */
  private static final int KEPT_BYTES = 1 << 16;

  private final MessageDigest sha256;
  private final Mac mac = SigningKey.newMac();
  private SigningKey macKey;
  private byte[] bytes = new byte[1024];
  private int length;

  Workbench() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Begins a new text. */
  void clear() {
    length = 0;
    if (bytes.length > KEPT_BYTES) {
      bytes = new byte[1024];
    }
  }

  private void room(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }

  Workbench add(char character) {
    room(3);
    if (character < 0x100) {
      // Headers come as the bytes of the wire, one for each character.
      bytes[length++] = (byte) character;
    } else {
      bytes[length++] = (byte) (0xE0 | (character >> 12));
      bytes[length++] = (byte) (0x80 | ((character >> 6) & 0x3F));
      bytes[length++] = (byte) (0x80 | (character & 0x3F));
    }
    return this;
  }

  Workbench add(String text) {
    room(3 * text.length());
    for (int i = 0; i < text.length(); i++) {
      add(text.charAt(i));
    }
    return this;
  }

  /** Adds a value of a header: without spaces around it, and with one for several within. */
  Workbench addTrimmed(String value) {
    room(3 * value.length());
    int start = length;
    boolean space = false;
    for (int i = 0; i < value.length(); i++) {
      char character = value.charAt(i);
      if (character == ' ' || character == '\t') {
        space = true;
        continue;
      }
      if (space && length > start) {
        bytes[length++] = ' ';
      }
      space = false;
      add(character);
    }
    return this;
  }

  Workbench addHex(byte[] digest) {
    room(2 * digest.length);
    for (byte b : digest) {
      bytes[length++] = HEX[(b >> 4) & 0xF];
      bytes[length++] = HEX[b & 0xF];
    }
    return this;
  }

  /** SHA-256 of other bytes. */
  byte[] sha256(byte[] other) {
    return sha256.digest(other);
  }

  /** SHA-256 of the text. */
  byte[] sha256() {
    sha256.update(bytes, 0, length);
    return sha256.digest();
  }

  /** The text so far. */
  byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  /** The signature of the text. */
  byte[] sign(SigningKey key) {
    if (macKey != key) {
      key.init(mac);
      macKey = key;
    }
    mac.update(bytes, 0, length);
    return mac.doFinal();
  }
}
