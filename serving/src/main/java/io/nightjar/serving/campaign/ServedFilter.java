package io.nightjar.serving.campaign;

import io.nightjar.shared.filter.FilterExpression;

/**
 * A filter of the store, ready to be used.
 *
 * @param name its name
 * @param text text of its file
 * @param expression what it says
 */
public record ServedFilter(String name, String text, FilterExpression expression) {}
