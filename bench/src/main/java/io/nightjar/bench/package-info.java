/**
 * JMH benchmarks; build with {@code mvn -Pbench package}, run {@code
 * bench/target/nightjar-bench.jar}.
 */
package io.nightjar.bench;
