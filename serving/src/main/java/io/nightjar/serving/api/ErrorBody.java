package io.nightjar.serving.api;

/**
 * The body of every error.
 *
 * @param message what is wrong
 */
public record ErrorBody(String message) {}
