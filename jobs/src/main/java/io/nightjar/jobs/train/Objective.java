package io.nightjar.jobs.train;

/** A differentiable function to minimise. */
interface Objective {
  /**
   * Value and gradient at a point.
   *
   * @param point where
   * @param gradient receives the gradient, overwritten
   * @return the value; infinite or NaN where the function is not defined
   */
  double evaluate(double[] point, double[] gradient);
}
