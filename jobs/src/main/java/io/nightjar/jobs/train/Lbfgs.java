package io.nightjar.jobs.train;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Limited-memory BFGS with a backtracking line search.
 *
 * <p>Implementation note: the two-loop recursion of Nocedal, "Updating Quasi-Newton Matrices with
 * Limited Storage", Mathematics of Computation 35 (1980). A step is accepted under Armijo's rule; a
 * pair (s, y) enters the memory only with positive curvature, so the direction always descends.
 */
final class Lbfgs {
  private static final int MEMORY = 10;
  private static final int MAX_HALVINGS = 20;
  private static final double ARMIJO = 1e-4;

  private final int maxIterations;
  private final double tolerance;

  private record Pair(double[] step, double[] change, double curvature) {}

  /**
   * Sets when to stop.
   *
   * @param maxIterations largest number of accepted steps
   * @param tolerance stop when a step improves the value by less than this share of it
   */
  Lbfgs(int maxIterations, double tolerance) {
    this.maxIterations = maxIterations;
    this.tolerance = tolerance;
  }

  /**
   * Where the minimum was found.
   *
   * @param point the best point seen
   * @param value the function there
   * @param iterations accepted steps
   */
  record Minimum(double[] point, double value, int iterations) {}

  /** Minimises from a start. */
  Minimum minimize(Objective objective, double[] start) {
    double[] point = start.clone();
    double[] gradient = new double[point.length];
    double value = objective.evaluate(point, gradient);
    Deque<Pair> memory = new ArrayDeque<>();
    int iteration = 0;
    for (; iteration < maxIterations; iteration++) {
      double[] direction = direction(gradient, memory);
      double slope = dot(direction, gradient);
      double length = memory.isEmpty() ? 1 / Math.max(1, Math.sqrt(dot(gradient, gradient))) : 1;
      double[] next = new double[point.length];
      double[] nextGradient = new double[point.length];
      double nextValue = Double.NaN;
      boolean accepted = false;
      for (int halving = 0; halving < MAX_HALVINGS && !accepted; halving++) {
        for (int i = 0; i < point.length; i++) {
          next[i] = point[i] + length * direction[i];
        }
        nextValue = objective.evaluate(next, nextGradient);
        accepted = nextValue <= value + ARMIJO * length * slope;
        length /= 2;
      }
      if (!accepted) {
        break;
      }
      remember(memory, point, next, gradient, nextGradient);
      double gain = value - nextValue;
      point = next;
      gradient = nextGradient;
      value = nextValue;
      if (gain <= tolerance * Math.abs(value)) {
        iteration++;
        break;
      }
    }
    return new Minimum(point, value, iteration);
  }

  private static void remember(
      Deque<Pair> memory, double[] from, double[] to, double[] gradient, double[] nextGradient) {
    double[] step = new double[from.length];
    double[] change = new double[from.length];
    for (int i = 0; i < from.length; i++) {
      step[i] = to[i] - from[i];
      change[i] = nextGradient[i] - gradient[i];
    }
    double curvature = dot(step, change);
    if (curvature > 1e-12 * dot(change, change)) {
      memory.addLast(new Pair(step, change, curvature));
      if (memory.size() > MEMORY) {
        memory.removeFirst();
      }
    }
  }

  private static double[] direction(double[] gradient, Deque<Pair> memory) {
    double[] direction = gradient.clone();
    double[] alphas = new double[memory.size()];
    int at = memory.size();
    for (Iterator<Pair> newestFirst = memory.descendingIterator(); newestFirst.hasNext(); ) {
      Pair pair = newestFirst.next();
      at--;
      alphas[at] = dot(pair.step(), direction) / pair.curvature();
      add(direction, -alphas[at], pair.change());
    }
    if (!memory.isEmpty()) {
      Pair newest = memory.getLast();
      double scale = newest.curvature() / dot(newest.change(), newest.change());
      for (int i = 0; i < direction.length; i++) {
        direction[i] *= scale;
      }
    }
    for (Pair pair : memory) {
      double beta = dot(pair.change(), direction) / pair.curvature();
      add(direction, alphas[at] - beta, pair.step());
      at++;
    }
    for (int i = 0; i < direction.length; i++) {
      direction[i] = -direction[i];
    }
    return direction;
  }

  private static void add(double[] to, double scale, double[] vector) {
    for (int i = 0; i < to.length; i++) {
      to[i] += scale * vector[i];
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
