package io.nightjar.shared.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The registers that the SIMD kernel uses: the machine's, but no wider than 512 bits. */
final class SimdLanes {
  /**
   * By the same name as netlib's, which MLlib's ALS uses. The compiler takes apart what it can only
   * while every use of the Vector API in a process was of one species: a second one halved the
   * speed of ours.
   */
  static final VectorSpecies<Float> SPECIES =
      FloatVector.SPECIES_MAX.length() > FloatVector.SPECIES_512.length()
          ? FloatVector.SPECIES_512
          : FloatVector.SPECIES_MAX;

  /** Floats in a register. */
  static final int LANES = SPECIES.length();

  /** Machines of 256 bits have 16 registers, all others of interest 32. */
  static final boolean FEW_REGISTERS = LANES == 8;

  private SimdLanes() {}
}
