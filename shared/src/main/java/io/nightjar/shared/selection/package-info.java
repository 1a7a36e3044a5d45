/**
 * What a filter means for a catalogue: which items may be listed for one user.
 *
 * <p>In come a {@link io.nightjar.shared.filter.FilterExpression}, the values of its placeholders,
 * the columns of the items, and of the user the attributes and the latest interactions; out comes a
 * set of item ordinals. Start at {@link io.nightjar.shared.selection.ItemSelector}. Conditions
 * about items are computed for the whole catalogue at once, over the distinct values of a column,
 * and kept; what depends on the user is computed for each request.
 */
package io.nightjar.shared.selection;
