/**
 * The tiny world that the tests of all modules use. Start at {@link
 * io.nightjar.shared.checkerboard.Checkerboard}.
 */
package io.nightjar.shared.checkerboard;
