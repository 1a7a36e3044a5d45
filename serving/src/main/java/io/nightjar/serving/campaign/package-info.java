/**
 * What the server serves right now: campaign names, each with the snapshot of one model.
 *
 * <p>In come {@code campaigns/*.json} and the models they name, read by {@link
 * io.nightjar.serving.campaign.SnapshotReloader} aside from all requests; out goes a complete,
 * verified and immutable {@link io.nightjar.serving.campaign.CampaignSnapshot}, which {@link
 * io.nightjar.serving.campaign.CampaignRegistry} swaps in with one assignment. A model that does
 * not verify is refused and the snapshot before it keeps serving.
 */
package io.nightjar.serving.campaign;
