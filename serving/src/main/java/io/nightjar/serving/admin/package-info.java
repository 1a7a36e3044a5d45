/**
 * The second port, for those who run the server: health, readiness, and what is meant for eyes and
 * tools inside, never for the callers of the API.
 *
 * <p>{@link io.nightjar.serving.admin.AdminServer} opens it. What it answers is a list of routes
 * that {@code Serving} puts together; each concern brings its own.
 */
package io.nightjar.serving.admin;
