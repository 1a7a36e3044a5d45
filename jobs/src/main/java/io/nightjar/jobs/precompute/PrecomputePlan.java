package io.nightjar.jobs.precompute;

import io.nightjar.jobs.parquet.RecommendationWriter;
import io.nightjar.shared.batch.BatchScorer;
import io.nightjar.shared.batch.CatalogueBlock;
import io.nightjar.shared.batch.TopLists;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * How a run is cut: items into blocks, users into tasks, the users of a task into chunks. What is
 * cut where changes neither ids, nor order, nor logits.
 *
 * @param size what there is to do
 * @param blockItems items of a block
 * @param tasks tasks of about as many users each
 * @param chunkUsers users that a task scores and writes together at most: a file has so many
 */
record PrecomputePlan(Size size, int blockItems, int tasks, int chunkUsers)
    implements Serializable {
  /** Less is not worth a task: a fraction of a second of work. */
  private static final double PAIRS_OF_A_TASK = 1e8;

  /** More tasks than this for each core even nothing out; a task writes several files then. */
  private static final int TASKS_PER_CORE = 16;

  /** Each variant beyond the first costs about this share of the first. */
  private static final double COST_OF_A_VARIANT = 0.2;

  private static final long SMALLEST_BLOCK = 8L << 20;

  /** Bytes of an id, with what refers to it. */
  private static final long ID_BYTES = 64;

  /**
   * What there is to do.
   *
   * @param users rows of the table for each variant, the unknown user included
   * @param items of the catalogue
   * @param n items of a list, at most {@code items}
   */
  record Size(long users, int items, int dimension, int variants, int n) implements Serializable {
    /** Pairs of user and item, a further variant counted as the part of one that it costs. */
    double pairs() {
      return (double) users * items * (1 + COST_OF_A_VARIANT * (variants - 1));
    }

    private long bytesPerUser() {
      return TopLists.bytesPerUser(variants, n) + UserChunk.bytesPerUser(dimension);
    }

    private long bytesPerItem() {
      return CatalogueBlock.bytesPerItem(dimension, variants);
    }
  }

  /**
   * Where it is done.
   *
   * @param cores tasks that run at once, over all executors
   * @param executorCores tasks that run at once in one process
   * @param heapBytes heap of that process
   */
  record Cluster(int cores, int executorCores, long heapBytes) {
    /** Bytes that the catalogue may take in a process: a quarter of the heap. */
    private long catalogueBytes() {
      return heapBytes / 4;
    }
  }

  /**
   * Cuts.
   *
   * @param taskBytes results and users that a task holds at most; always room for one user
   * @param blockBytes of one block at most, 0: one block if a quarter of the heap holds it, else
   *     such that every running task may be at a block of its own
   */
  static PrecomputePlan of(Size size, Cluster cluster, long taskBytes, long blockBytes) {
    long longest = Integer.MAX_VALUE / 2 / ((long) size.variants() * Math.max(1, size.n()));
    long fitting = Math.max(1, Math.min(longest, taskBytes / size.bytesPerUser()));
    long chunks = chunks(size, cluster, ceil(size.users(), fitting));
    int tasks = (int) Math.min(chunks, (long) TASKS_PER_CORE * cluster.cores());
    long taskUsers = ceil(size.users(), tasks);
    int chunkUsers = (int) Math.min(fitting, ceil(taskUsers, ceil(chunks, tasks)));
    return new PrecomputePlan(size, blockItems(size, cluster, blockBytes), tasks, chunkUsers);
  }

  /** As many chunks as memory asks for; more when that gives every core as much to do. */
  private static long chunks(Size size, Cluster cluster, long needed) {
    long worthwhile = Math.min(size.users(), (long) (size.pairs() / PAIRS_OF_A_TASK));
    long even = ceil(needed, cluster.cores()) * cluster.cores();
    return Math.max(needed, Math.min(even, worthwhile));
  }

  private static int blockItems(Size size, Cluster cluster, long blockBytes) {
    long all = size.items() * size.bytesPerItem();
    long bytes = blockBytes;
    if (bytes == 0) {
      bytes =
          all <= cluster.catalogueBytes()
              ? Math.max(1, all)
              : Math.max(SMALLEST_BLOCK, cluster.catalogueBytes() / (cluster.executorCores() + 1));
    }
    long blocks = Math.max(1, ceil(all, bytes));
    return (int) Math.max(1, ceil(size.items(), blocks));
  }

  private static long ceil(long amount, long part) {
    return (amount + part - 1) / part;
  }

  /** Items of a list. */
  int n() {
    return size.n();
  }

  /** Blocks of the catalogue. */
  int blocks() {
    return (int) ceil(size.items(), blockItems);
  }

  /** The users of each task. */
  List<UserSlice> slices() {
    List<UserSlice> slices = new ArrayList<>();
    for (int task = 0; task < tasks; task++) {
      long from = size.users() * task / tasks;
      long end = size.users() * (task + 1) / tasks;
      slices.add(new UserSlice(task, from, end));
    }
    return slices;
  }

  /**
   * About how many bytes a task holds: its chunk, scratch of the scorer, and what Parquet buffers.
   *
   * @param largestRowGroup bytes of a row group of {@code users/}
   */
  long taskMemory(long largestRowGroup) {
    return chunkUsers * size.bytesPerUser()
        + BatchScorer.scratchBytes(size.dimension(), size.variants(), size.n())
        + largestRowGroup
        + RecommendationWriter.MOST_BYTES;
  }

  /** About how many bytes all tasks of a process share: the catalogue with its ids. */
  long catalogueMemory() {
    return size.items() * (size.bytesPerItem() + ID_BYTES);
  }
}
