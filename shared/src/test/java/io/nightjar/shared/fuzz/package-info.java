/** Inputs that nobody would think of, for the tests of all modules. */
package io.nightjar.shared.fuzz;
