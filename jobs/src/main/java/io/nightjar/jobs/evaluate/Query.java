package io.nightjar.jobs.evaluate;

import java.io.Serializable;

/**
 * One question to the model: a user in a context, and what the user then chose.
 *
 * @param user embedding of the user
 * @param context canonical key of the context variant
 * @param relevant sorted ordinals of the items that were chosen and that the model knows
 * @param unknown number of chosen items that the model does not know
 * @param excluded sorted ordinals of items that are no candidates
 */
record Query(float[] user, String context, int[] relevant, int unknown, int[] excluded)
    implements Serializable {}
