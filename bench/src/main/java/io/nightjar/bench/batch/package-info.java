/**
 * Workers that {@code bench/batch/run} and {@code bench/batch/kernel} start and ask for one
 * measurement after the other, so that peers in other processes can be measured in turn with them.
 *
 * <p>In comes a line of JSON on standard input, out goes a line of JSON on standard output, see
 * {@link io.nightjar.bench.batch.Worker}. Start at {@link io.nightjar.bench.batch.KernelWorker}
 * (the arithmetic alone) or {@link io.nightjar.bench.batch.SparkWorker} (whole jobs).
 */
package io.nightjar.bench.batch;
