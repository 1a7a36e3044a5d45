package io.nightjar.serving.api;

/**
 * Which campaign a request asks: the ARN of a campaign, or of a domain recommender. The last
 * segment is the campaign's name; region and account are not looked at.
 *
 * @param kind which of the two
 * @param text the ARN
 */
public record CampaignArn(Kind kind, String text) {
  /** What an ARN may name. */
  public enum Kind {
    /** {@code …:campaign/NAME}, in the member campaignArn. */
    CAMPAIGN("campaignArn", "campaign/", "Campaign"),
    /** {@code …:recommender/NAME}, in the member recommenderArn; its replies have no scores. */
    RECOMMENDER("recommenderArn", "recommender/", "Recommender");

    private final String member;
    private final String prefix;
    private final String title;

    Kind(String member, String prefix, String title) {
      this.member = member;
      this.prefix = prefix;
      this.title = title;
    }

    /** Member of the request that carries such an ARN. */
    public String member() {
      return member;
    }

    /** The word for it that begins a sentence. */
    public String title() {
      return title;
    }
  }

  /** Checks length and form. */
  public CampaignArn {
    MemberRules.requireArn(kind.member, text, kind.prefix);
  }

  /**
   * The one that is given of two ARNs.
   *
   * @param campaignArn may be null
   * @param recommenderArn may be null
   */
  public static CampaignArn either(String campaignArn, String recommenderArn) {
    if (campaignArn != null && recommenderArn != null) {
      throw new InvalidInputException(
          "campaignArn and recommenderArn must not be given together: leave one out");
    }
    if (campaignArn == null && recommenderArn == null) {
      throw new InvalidInputException(
          "campaignArn or recommenderArn must be given: both are missing");
    }
    return campaignArn != null
        ? new CampaignArn(Kind.CAMPAIGN, campaignArn)
        : new CampaignArn(Kind.RECOMMENDER, recommenderArn);
  }

  /** The last segment, which names the campaign. */
  public String name() {
    return text.substring(text.lastIndexOf('/') + 1);
  }
}
