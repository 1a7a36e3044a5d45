package io.nightjar.jobs.softmax;

import java.io.Serializable;

/**
 * The optimiser of one array of parameters: steps along the mean gradient, coordinate by coordinate
 * in units of its root mean square.
 *
 * <p>Implementation note: Kingma, Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015, with
 * bias correction; β₁ = 0.9, β₂ = 0.99, since a run has hundreds of steps, not thousands.
 */
final class Adam {
  private static final float MEAN = 0.9f;
  private static final float SQUARE = 0.99f;
  private static final float TINY = 1e-12f;

  /** All that it remembers. */
  record State(float[] means, float[] squares, int steps) implements Serializable {}

  private final float[] means;
  private final float[] squares;
  private int steps;

  Adam(int parameters) {
    this.means = new float[parameters];
    this.squares = new float[parameters];
  }

  /** One that goes on where another one was. */
  Adam(State state) {
    this.means = state.means().clone();
    this.squares = state.squares().clone();
    this.steps = state.steps();
  }

  /** A copy of all that it remembers. */
  State state() {
    return new State(means.clone(), squares.clone(), steps);
  }

  /**
   * Moves parameters against a gradient.
   *
   * @param precision of a Gaussian prior around zero; its gradient is added; 0 for none
   */
  void step(float[] parameters, float[] gradient, double precision, double learningRate) {
    steps++;
    float rate = (float) (learningRate / (1 - Math.pow(MEAN, steps)));
    float correction = (float) (1 / (1 - Math.pow(SQUARE, steps)));
    float prior = (float) precision;
    InBlocks.of(
        parameters.length,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            float slope = gradient[i] + prior * parameters[i];
            means[i] = MEAN * means[i] + (1 - MEAN) * slope;
            squares[i] = SQUARE * squares[i] + (1 - SQUARE) * slope * slope;
            parameters[i] -= rate * means[i] / ((float) Math.sqrt(squares[i] * correction) + TINY);
          }
        });
  }
}
