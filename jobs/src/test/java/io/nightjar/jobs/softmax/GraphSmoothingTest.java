package io.nightjar.jobs.softmax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GraphSmoothingTest {
  /** u0 took i0 and i1, u1 took i1, four times; i2 was taken by nobody. */
  private static final InteractionGraph GRAPH =
      InteractionGraph.of(2, 3, new int[] {1, 0, 0}, new int[] {1, 0, 1}, new float[] {4f, 1f, 1f});

  @Test
  void anEdgeWeighsItsStrengthOverTheRootsOfBothEnds() {
    float[] ofUsers = GRAPH.sumsOverItems(new float[] {1f, 10f, 100f}, 1);
    assertThat(ofUsers[0])
        .isCloseTo((float) (1 / Math.sqrt(2 * 1) + 10 / Math.sqrt(2 * 5)), within(1e-5f));
    assertThat(ofUsers[1]).isCloseTo((float) (40 / Math.sqrt(4 * 5)), within(1e-5f));
    float[] ofItems = GRAPH.sumsOverUsers(new float[] {1f, 10f}, 1);
    assertThat(ofItems[1])
        .isCloseTo((float) (1 / Math.sqrt(10) + 40 / Math.sqrt(20)), within(1e-5f));
    assertThat(ofItems[2]).isZero();
  }

  @Test
  void withoutStepsNothingChanges() {
    GraphSmoothing.Rows rows = new GraphSmoothing.Rows(new float[] {1, 2}, new float[] {3, 4, 5});
    GraphSmoothing.Rows same = new GraphSmoothing(GRAPH, 0, 1).apply(rows);
    assertThat(same.users()).isEqualTo(rows.users());
    assertThat(same.items()).isEqualTo(rows.items());
  }

  @Test
  void oneStepIsTheMeanOfOwnAndNeighbours() {
    GraphSmoothing.Rows rows = new GraphSmoothing.Rows(new float[] {1, 2}, new float[] {3, 4, 5});
    GraphSmoothing.Rows smooth = new GraphSmoothing(GRAPH, 1, 1).apply(rows);
    float[] neighbours = GRAPH.sumsOverItems(rows.items(), 1);
    assertThat(smooth.users()[0]).isCloseTo((1 + neighbours[0]) / 2, within(1e-6f));
    assertThat(smooth.items()[2]).isEqualTo(2.5f);
  }

  /** ⟨a, M b⟩ = ⟨M a, b⟩: the same operator carries gradients back. */
  @Test
  void theOperatorIsSymmetric() {
    SplittableRandom random = new SplittableRandom(3);
    int edges = 200;
    int[] user = new int[edges];
    int[] item = new int[edges];
    float[] strength = new float[edges];
    for (int edge = 0; edge < edges; edge++) {
      user[edge] = edge / 10;
      item[edge] = (edge % 10) * 3 + random.nextInt(3);
      strength[edge] = 1 + random.nextInt(3);
    }
    GraphSmoothing smoothing =
        new GraphSmoothing(InteractionGraph.of(20, 30, user, item, strength), 2, 4);
    GraphSmoothing.Rows a = rows(random);
    GraphSmoothing.Rows b = rows(random);
    assertThat(dot(a, smoothing.apply(b))).isCloseTo(dot(smoothing.apply(a), b), within(1e-3));
  }

  /** What is left out is zero, or not looked at: the rest is as if all had been computed. */
  @Test
  void someUsersAreSmoothedAsAllAre() {
    SplittableRandom random = new SplittableRandom(4);
    int[] user = new int[100];
    int[] item = new int[100];
    float[] strength = new float[100];
    for (int edge = 0; edge < 100; edge++) {
      user[edge] = edge / 5;
      item[edge] = (edge % 5) * 6 + random.nextInt(6);
      strength[edge] = 1;
    }
    InteractionGraph graph = InteractionGraph.of(20, 30, user, item, strength);
    boolean[] some = new boolean[20];
    some[3] = true;
    some[17] = true;
    GraphSmoothing.Rows rows = rows(random);
    GraphSmoothing.Rows sparse = rows(random);
    for (int i = 0; i < sparse.users().length; i++) {
      sparse.users()[i] = some[i / 4] ? sparse.users()[i] : 0;
    }
    for (int steps = 0; steps <= 3; steps++) {
      GraphSmoothing smoothing = new GraphSmoothing(graph, steps, 4);
      GraphSmoothing.Rows all = smoothing.apply(rows);
      GraphSmoothing.Rows wanted = smoothing.apply(rows, null, some);
      assertThat(wanted.items()).isEqualTo(all.items());
      for (int i = 0; i < all.users().length; i++) {
        if (some[i / 4]) {
          assertThat(wanted.users()[i]).isEqualTo(all.users()[i]);
        }
      }
      GraphSmoothing.Rows given = smoothing.apply(sparse, some, null);
      assertThat(given.users()).isEqualTo(smoothing.apply(sparse).users());
      assertThat(given.items()).isEqualTo(smoothing.apply(sparse).items());
    }
  }

  private static GraphSmoothing.Rows rows(SplittableRandom random) {
    float[] users = new float[20 * 4];
    float[] items = new float[30 * 4];
    for (int i = 0; i < users.length; i++) {
      users[i] = (float) random.nextDouble();
    }
    for (int i = 0; i < items.length; i++) {
      items[i] = (float) random.nextDouble();
    }
    return new GraphSmoothing.Rows(users, items);
  }

  private static double dot(GraphSmoothing.Rows a, GraphSmoothing.Rows b) {
    double dot = 0;
    for (int i = 0; i < a.users().length; i++) {
      dot += a.users()[i] * b.users()[i];
    }
    for (int i = 0; i < a.items().length; i++) {
      dot += a.items()[i] * b.items()[i];
    }
    return dot;
  }
}
