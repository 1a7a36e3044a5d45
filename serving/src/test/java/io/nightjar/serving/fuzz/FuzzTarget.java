package io.nightjar.serving.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** Something that takes any bytes; it throws when what must hold does not. */
public interface FuzzTarget {
  /** Takes one input. */
  void take(byte[] input);

  /** Good inputs to begin with. */
  List<byte[]> seeds();

  /** The target of a name, set up. */
  static FuzzTarget of(String name) {
    return switch (name) {
      case "bodies" -> new BodyFuzz();
      case "signatures" -> new SignatureFuzz();
      case "filters" -> new FilterFuzz();
      case "manifests" -> new ManifestFuzz();
      case "stores" -> new StoreFuzz();
      default -> throw new IllegalArgumentException("no such target: " + name);
    };
  }

  /** Seeds that are texts. */
  static List<byte[]> texts(String... texts) {
    return Stream.of(texts).map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
  }
}
