package io.nightjar.jobs.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LbfgsTest {
  @Test
  void findsTheMinimumOfAQuadratic() {
    Objective bowl =
        (point, gradient) -> {
          double value = 0;
          for (int i = 0; i < point.length; i++) {
            double distance = point[i] - i;
            gradient[i] = 2 * (i + 1) * distance;
            value += (i + 1) * distance * distance;
          }
          return value + 7;
        };
    Lbfgs.Minimum minimum = new Lbfgs(100, 1e-14).minimize(bowl, new double[20]);
    assertThat(minimum.value()).isCloseTo(7, within(1e-9));
    for (int i = 0; i < 20; i++) {
      assertThat(minimum.point()[i]).isCloseTo(i, within(1e-4));
    }
  }

  @Test
  void findsTheMinimumOfRosenbrocksValley() {
    Objective valley =
        (point, gradient) -> {
          double x = point[0];
          double y = point[1];
          gradient[0] = -2 * (1 - x) - 400 * x * (y - x * x);
          gradient[1] = 200 * (y - x * x);
          return (1 - x) * (1 - x) + 100 * (y - x * x) * (y - x * x);
        };
    Lbfgs.Minimum minimum = new Lbfgs(500, 0).minimize(valley, new double[] {-1.2, 1});
    assertThat(minimum.point()[0]).isCloseTo(1, within(1e-4));
    assertThat(minimum.point()[1]).isCloseTo(1, within(1e-4));
  }

  @Test
  void neverGoesWhereTheFunctionIsNotDefined() {
    Objective barrier =
        (point, gradient) -> {
          gradient[0] = point[0] > 0 ? 1 - 1 / point[0] : Double.NaN;
          return point[0] > 0 ? point[0] - Math.log(point[0]) : Double.NaN;
        };
    Lbfgs.Minimum minimum = new Lbfgs(100, 0).minimize(barrier, new double[] {0.01});
    assertThat(minimum.point()[0]).isCloseTo(1, within(1e-3));
  }

  @Test
  void stopsAtTheStartWhenItIsTheMinimum() {
    Objective flat = (point, gradient) -> 3;
    Lbfgs.Minimum minimum = new Lbfgs(100, 1e-9).minimize(flat, new double[] {5});
    assertThat(minimum.point()).containsExactly(5);
    assertThat(minimum.value()).isEqualTo(3);
  }
}
