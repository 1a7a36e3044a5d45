package io.nightjar.shared.vector;

/**
 * The constants of e^x in single precision, shared by both kernels.
 *
 * <p>x = k · ln 2 + r with k an integer and |r| ≤ ln 2 / 2: adding {@link #MAGIC} rounds x · log₂ e
 * to k in the low bits of the sum; e^r is a polynomial of degree 5 (fitted for the least maximum
 * relative error with the constant term fixed at 1: 9.2e-8 before rounding); shifting k into the
 * exponent field and adding it to the polynomial's bits multiplies by 2^k.
 */
final class Exponential {
  static final float LOG2_E = 1.442695f;
  static final float MINUS_LN_2 = -0.6931472f;

  /** 1.5 · 2^23: the unit in the last place of a float near it is 1. */
  static final float MAGIC = 12582912f;

  static final float C0 = 1f;
  static final float C1 = 0.9999997f;
  static final float C2 = 0.4999915f;
  static final float C3 = 0.16667636f;
  static final float C4 = 0.04189793f;
  static final float C5 = 0.008290315f;

  private Exponential() {}

  /** e^x, x in [-87, 88]; smaller arguments count as -87. */
  static float of(float argument) {
    float x = Math.max(argument, Kernel.MIN_EXPONENT);
    float k = Math.fma(x, LOG2_E, MAGIC);
    float r = Math.fma(k - MAGIC, MINUS_LN_2, x);
    float p = Math.fma(r, C5, C4);
    p = Math.fma(p, r, C3);
    p = Math.fma(p, r, C2);
    p = Math.fma(p, r, C1);
    p = Math.fma(p, r, C0);
    return Float.intBitsToFloat((Float.floatToRawIntBits(k) << 23) + Float.floatToRawIntBits(p));
  }
}
