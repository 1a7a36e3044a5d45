/**
 * Campaigns: the names that callers use, each pointing at one model of a recipe. Start at {@link
 * io.nightjar.shared.campaign.CampaignManifest}.
 */
package io.nightjar.shared.campaign;
