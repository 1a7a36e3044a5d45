package io.nightjar.bench.batch;

/** One thread's way of scoring {@link DrawnWorld#CHUNK} users against all items. */
interface ChunkScorer {
  /** Scores and returns a number that depends on the results, so that none can be left out. */
  double score(float[][] users);
}
