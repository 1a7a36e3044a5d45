/**
 * What {@code bench/serving} measures the server beside: a handler that does nothing, and one that
 * fetches from Redis. They run with the server's own jar on the class path, so Javalin and Jackson
 * are the same.
 */
package io.nightjar.bench.serving;
