package io.nightjar.shared.vector;

import static io.nightjar.shared.vector.SimdLanes.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * {@link Exponential#of}, lane by lane, of minus the argument.
 *
 * <p>Minus, because the limit is then a minimum of integers: the bits of positive floats are in
 * their order, and negative ones, far from the limit, stay what they are. That is one instruction;
 * a minimum of floats is seven in JDK 17.
 *
 * <p>The constants come from an array, as if they might change: the compiler otherwise loads them
 * outside of all loops, has no registers for so long, and fetches them from the stack each time.
 */
final class SimdExponential {
  private static final float[] CONSTANTS = {
    -Kernel.MIN_EXPONENT,
    -Exponential.LOG2_E,
    Exponential.MAGIC,
    -Exponential.MINUS_LN_2,
    Exponential.C0,
    -Exponential.C1,
    Exponential.C2,
    -Exponential.C3,
    Exponential.C4,
    -Exponential.C5
  };

  private final IntVector limit = constant(0).reinterpretAsInts();
  private final FloatVector minusLog2E = constant(1);
  private final FloatVector magic = constant(2);
  private final FloatVector ln2 = constant(3);
  private final FloatVector c0 = constant(4);
  private final FloatVector minusC1 = constant(5);
  private final FloatVector c2 = constant(6);
  private final FloatVector minusC3 = constant(7);
  private final FloatVector c4 = constant(8);
  private final FloatVector minusC5 = constant(9);

  private static FloatVector constant(int index) {
    return FloatVector.broadcast(SPECIES, CONSTANTS[index]);
  }

  /** e^-x; x above 87 counts as 87. */
  FloatVector ofMinus(FloatVector argument) {
    FloatVector x = argument.reinterpretAsInts().min(limit).reinterpretAsFloats();
    FloatVector k = x.fma(minusLog2E, magic);
    FloatVector r = k.sub(magic).fma(ln2, x);
    FloatVector p = r.fma(minusC5, c4).fma(r, minusC3).fma(r, c2).fma(r, minusC1).fma(r, c0);
    IntVector exponent = k.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
    return exponent.add(p.reinterpretAsInts()).reinterpretAsFloats();
  }
}
