/**
 * The filter language: which items a list may have, as a text that people write.
 *
 * <p>In comes the text of an expression, {@link io.nightjar.shared.filter.FilterExpression#parse};
 * out comes a typed, checked expression, or a {@link io.nightjar.shared.filter.FilterException}
 * that says what is wrong with it. {@link io.nightjar.shared.filter.FilterManifest} is such an
 * expression under a name, in the store; {@link io.nightjar.shared.filter.FilterValues} are the
 * values of its placeholders, which come with each request. What an expression means for a
 * catalogue is in {@code io.nightjar.shared.selection}.
 */
package io.nightjar.shared.filter;
