package io.nightjar.shared.vector;

import java.util.Locale;

/**
 * The kernel of this process, chosen once when it is first asked for.
 *
 * <p>It is the {@code SimdKernel} where the module {@code jdk.incubator.vector} is among the JVM's
 * modules ({@code --add-modules=jdk.incubator.vector}; Spark's launcher adds it), else the {@link
 * ScalarKernel}. The system property {@value #PROPERTY} decides otherwise: {@code scalar}, or
 * {@code simd} to fail where it cannot be had.
 */
public final class Kernels {
  /** The system property: {@code auto} (the default), {@code simd} or {@code scalar}. */
  public static final String PROPERTY = "nightjar.kernel";

  private static final String MODULE = "jdk.incubator.vector";
  private static final Kernel ACTIVE = choose(System.getProperty(PROPERTY, "auto"));

  private Kernels() {}

  /** The kernel of this process. */
  public static Kernel active() {
    return ACTIVE;
  }

  /** Whether the kernel of this process is the fast one. */
  public static boolean isSimd() {
    return !(ACTIVE instanceof ScalarKernel);
  }

  /** One line for a log: which kernel runs and, when it is the slow one, what would change that. */
  public static String description() {
    boolean missing = ModuleLayer.boot().findModule(MODULE).isEmpty();
    return "scoring kernel: "
        + ACTIVE.description()
        + (missing ? " (slow; start Java with --add-modules=" + MODULE + " for SIMD)" : "");
  }

  static Kernel choose(String wanted) {
    boolean present = ModuleLayer.boot().findModule(MODULE).isPresent();
    return switch (wanted.toLowerCase(Locale.ROOT)) {
      case "scalar" -> new ScalarKernel();
      case "auto" -> present ? simd() : new ScalarKernel();
      case "simd" -> {
        if (!present) {
          throw new IllegalStateException(
              PROPERTY + "=simd needs the JVM option --add-modules=" + MODULE);
        }
        yield simd();
      }
      default ->
          throw new IllegalArgumentException(PROPERTY + " must be auto, simd or scalar: " + wanted);
    };
  }

  /** By name, since the class cannot even be compiled without the module. */
  private static Kernel simd() {
    try {
      return Class.forName("io.nightjar.shared.vector.SimdKernel")
          .asSubclass(Kernel.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException | LinkageError e) {
      throw new IllegalStateException(
          "the SIMD kernel does not run on Java "
              + Runtime.version()
              + "; -D"
              + PROPERTY
              + "=scalar does without",
          e);
    }
  }
}
