package io.nightjar.serving.campaign;

/**
 * Why a campaign file is not served as it stands.
 *
 * @param campaign name of the campaign
 * @param message which file breaks which rule
 * @param refusals how often it was refused for this reason
 */
public record CampaignFailure(String campaign, String message, long refusals) {}
