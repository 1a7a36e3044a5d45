/**
 * The server program: flags in, an HTTP server out that answers as Amazon Personalize would.
 *
 * <p>Start at {@link io.nightjar.serving.ServingMain}; {@link io.nightjar.serving.Serving} puts the
 * parts together: a registry of campaigns, the reloader that fills it, and the HTTP server that
 * reads it.
 */
package io.nightjar.serving;
