/**
 * What the server sees of its requests: metrics, and a log with a line for each.
 *
 * <p>A handler fills the {@link io.nightjar.serving.observation.Observation} of its request while
 * it works; {@link io.nightjar.serving.observation.RequestObserver} counts and logs it at the end.
 * {@link io.nightjar.serving.observation.ServerMetrics} has all the metrics, those of campaigns and
 * of the JVM too, as Prometheus reads them.
 */
package io.nightjar.serving.observation;
