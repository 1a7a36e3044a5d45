package io.nightjar.serving.index;

import io.nightjar.shared.vector.EmbeddingRows;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;

/** Embeddings in a few large buffers, row behind row. Immutable once filled. */
final class PackedEmbeddings implements EmbeddingRows {
  private static final String NAME = "embeddings-";

  private final int dimension;
  private final int rows;
  private final int rowsOfSegment;
  private final FloatBuffer[] segments;

  private PackedEmbeddings(Map<String, ByteBuffer> sections, int dimension, int rows) {
    this.dimension = dimension;
    this.rows = rows;
    this.rowsOfSegment = rowsOfSegment(dimension);
    this.segments = new FloatBuffer[(rows + rowsOfSegment - 1) / rowsOfSegment];
    for (int segment = 0; segment < segments.length; segment++) {
      segments[segment] =
          sections.get(NAME + segment).duplicate().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    }
  }

  private static int rowsOfSegment(int dimension) {
    return (int) (Sections.LARGEST / Float.BYTES / dimension);
  }

  /** Makes room for embeddings. */
  static PackedEmbeddings allocate(Sections sections, int dimension, int rows) {
    int rowsOfSegment = rowsOfSegment(dimension);
    int segment = 0;
    for (int from = 0; from < rows; from += rowsOfSegment) {
      sections.add(
          NAME + segment++, (long) Float.BYTES * dimension * Math.min(rowsOfSegment, rows - from));
    }
    return of(sections.all(), dimension, rows);
  }

  /** The embeddings of sections that were filled before. */
  static PackedEmbeddings of(Map<String, ByteBuffer> sections, int dimension, int rows) {
    return new PackedEmbeddings(sections, dimension, rows);
  }

  /**
   * Sets a row; different rows may be set by different threads.
   *
   * @throws IllegalArgumentException if a value is not finite
   */
  void set(int row, float[] embedding) {
    for (int factor = 0; factor < dimension; factor++) {
      if (!Float.isFinite(embedding[factor])) {
        throw new IllegalArgumentException(
            "embedding " + row + " must be finite: value " + factor + " is " + embedding[factor]);
      }
    }
    segments[row / rowsOfSegment].put(row % rowsOfSegment * dimension, embedding, 0, dimension);
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public float[] row(int row) {
    float[] embedding = new float[dimension];
    segments[row / rowsOfSegment].get(row % rowsOfSegment * dimension, embedding);
    return embedding;
  }
}
