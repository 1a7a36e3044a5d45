/**
 * The HTTP side: routes, one handler per operation, JSON in and out, and the one place where errors
 * become replies.
 *
 * <p>Start at {@link io.nightjar.serving.http.PersonalizeServer}. A handler reads a request of
 * {@code io.nightjar.serving.api}, takes one snapshot, has {@code io.nightjar.serving.ranking}
 * answer, and writes the reply.
 */
package io.nightjar.serving.http;
