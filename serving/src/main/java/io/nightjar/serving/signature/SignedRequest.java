package io.nightjar.serving.signature;

import java.util.List;

/** A request as it came over the wire, before anything is decoded. */
public interface SignedRequest {
  /** The method, in capitals. */
  String method();

  /** The path with its percent signs. */
  String rawPath();

  /** What follows the question mark, with its percent signs; null or empty when there is none. */
  String rawQuery();

  /**
   * All values of a header, in order; empty when there is none.
   *
   * @param name in small letters; headers match in any case
   */
  List<String> headers(String name);

  /** The body, read when it is first asked for. */
  byte[] body();
}
