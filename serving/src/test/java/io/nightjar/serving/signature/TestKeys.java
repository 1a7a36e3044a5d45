package io.nightjar.serving.signature;

import io.nightjar.serving.fixture.Signer;

/** The one access key of tests outside this package. */
public final class TestKeys {
  private static final AccessKey KEY = new AccessKey(Signer.KEY, Signer.SECRET, null, null);

  private TestKeys() {}

  /** The key of an id; null for any but that of {@link Signer}. */
  public static AccessKey get(String id) {
    return id.equals(KEY.id()) ? KEY : null;
  }
}
