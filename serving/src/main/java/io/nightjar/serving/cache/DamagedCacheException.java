package io.nightjar.serving.cache;

/** A file of the cache is not what it must be, and is built anew. */
final class DamagedCacheException extends Exception {
  private static final long serialVersionUID = 1L;

  DamagedCacheException(String message) {
    super(message);
  }
}
