package io.nightjar.shared.model;

import io.nightjar.shared.vector.EmbeddingMatrix;
import io.nightjar.shared.vector.EmbeddingRows;

/**
 * A trained model in memory: users, items and context values. Immutable and safe for use by many
 * threads.
 */
public final class EmbeddingModel {
  private final Ids users;
  private final EmbeddingRows userEmbeddings;
  private final IdMap items;
  private final EmbeddingMatrix itemEmbeddings;
  private final ContextEmbeddings context;

  /**
   * Puts the parts together.
   *
   * @param users ids of the rows of {@code userEmbeddings}
   * @param items ids of the rows of {@code itemEmbeddings}
   * @throws IllegalArgumentException if sizes or dimensions disagree
   */
  public EmbeddingModel(
      Ids users,
      EmbeddingRows userEmbeddings,
      IdMap items,
      EmbeddingMatrix itemEmbeddings,
      ContextEmbeddings context) {
    requireEqual("users", users.size(), userEmbeddings.rows());
    requireEqual("items", items.size(), itemEmbeddings.rows());
    requireEqual("dimension", itemEmbeddings.dimension(), userEmbeddings.dimension());
    requireEqual("dimension of context", itemEmbeddings.dimension(), context.dimension());
    this.users = users;
    this.userEmbeddings = userEmbeddings;
    this.items = items;
    this.itemEmbeddings = itemEmbeddings;
    this.context = context;
  }

  private static void requireEqual(String name, int expected, int actual) {
    if (expected != actual) {
      throw new IllegalArgumentException(name + " must be " + expected + ": " + actual);
    }
  }

  /** Ids of the users. */
  public Ids users() {
    return users;
  }

  /** Ids of the catalogue. */
  public IdMap items() {
    return items;
  }

  /** The context fields and their embeddings. */
  public ContextEmbeddings context() {
    return context;
  }

  /** Embeddings of the catalogue, by ordinal. */
  public EmbeddingMatrix itemEmbeddings() {
    return itemEmbeddings;
  }

  /** Length of every embedding. */
  public int dimension() {
    return itemEmbeddings.dimension();
  }

  /**
   * Embedding of a user.
   *
   * @param user ordinal, or -1 for a user that the model does not know
   */
  public float[] userEmbedding(int user) {
    return user < 0 ? unknownUser(dimension()) : userEmbeddings.row(user);
  }

  /**
   * The embedding of a user the model does not know: zero but for the constant coordinate, the last
   * one, whose partner in every item is that item's bias.
   */
  public static float[] unknownUser(int dimension) {
    float[] user = new float[dimension];
    user[dimension - 1] = 1f;
    return user;
  }
}
