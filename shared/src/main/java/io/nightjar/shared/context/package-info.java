/**
 * The circumstances of a request: device, hour, place.
 *
 * <p>In come the field=value pairs of a request or an interaction; out goes a canonical {@link
 * io.nightjar.shared.context.ContextVariant} whose key names rows of the recommendations table.
 */
package io.nightjar.shared.context;
