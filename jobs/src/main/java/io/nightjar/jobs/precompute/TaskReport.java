package io.nightjar.jobs.precompute;

import io.nightjar.jobs.store.AttemptFiles;
import java.io.Serializable;
import java.util.List;

/**
 * What a task that succeeded tells the driver.
 *
 * @param slice the users it has scored
 * @param files what it has written, in the order of the users
 * @param firstUser the first id, null for the user that the model does not know
 * @param lastUser the last id
 * @param executor where it ran
 * @param kernel what scored there, {@link io.nightjar.shared.vector.Kernels#description}
 * @param simd whether that is the fast kernel
 */
record TaskReport(
    UserSlice slice,
    List<AttemptFiles.Written> files,
    String firstUser,
    String lastUser,
    String executor,
    String kernel,
    boolean simd)
    implements Serializable {}
