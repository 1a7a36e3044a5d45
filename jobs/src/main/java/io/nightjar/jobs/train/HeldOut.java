package io.nightjar.jobs.train;

import java.io.Serializable;

/**
 * One held-out interaction as maximum likelihood needs it.
 *
 * @param user factors of the user, zeros when ALS has none
 * @param item ordinal of the item that was chosen
 * @param context ordinals of the context values that were present; may be empty
 * @param seen sorted ordinals of items that are no candidates for this user; may be empty
 */
record HeldOut(float[] user, int item, int[] context, int[] seen) implements Serializable {}
