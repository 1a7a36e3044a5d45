/**
 * The sample data set: a film service that never was, made from a seed.
 *
 * <p>In comes a {@link io.nightjar.jobs.demo.DemoConfig}; out go files in the columns of
 * Personalize, and the {@link io.nightjar.jobs.demo.DemoWorld} that they were sampled from, so that
 * a learnt model can be compared with the best possible ranking. Start at {@link
 * io.nightjar.jobs.demo.DemoDataWriter}. Equal configs give equal bytes on every machine: all
 * randomness comes from {@link io.nightjar.jobs.demo.SeededDraws}, all functions from {@code
 * StrictMath}.
 */
package io.nightjar.jobs.demo;
