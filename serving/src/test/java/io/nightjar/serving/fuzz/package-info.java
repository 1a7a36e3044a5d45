/**
 * Inputs that nobody would think of: every target takes any bytes and says what must hold for all
 * of them.
 *
 * <p>{@link io.nightjar.serving.fuzz.FuzzTest} feeds each some thousand seeded mutations of good
 * inputs at every build; {@code bench/fuzz/run} has Jazzer feed the same targets with as many as
 * one has time for, led by what code they reach.
 */
package io.nightjar.serving.fuzz;
