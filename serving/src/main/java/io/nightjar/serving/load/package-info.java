/**
 * How much work the server takes on, and what it turns away: settings, rates of campaigns, and
 * counts of what was shed. The HTTP side of it is in {@code io.nightjar.serving.http}. Start at
 * {@link io.nightjar.serving.load.LoadConfig}.
 */
package io.nightjar.serving.load;
