package io.nightjar.serving.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.nightjar.serving.api.InvalidInputException;
import io.nightjar.serving.api.PredictedItem;
import io.nightjar.serving.api.Quoted;
import io.nightjar.serving.campaign.CampaignSnapshot;
import io.nightjar.serving.ranking.Answer;
import io.nightjar.serving.ranking.Explainer;
import io.nightjar.shared.context.ContextVariant;
import io.nightjar.shared.explanation.Explanation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Explanations in replies, for requests that ask for them by a header. */
final class Explanations {
  private static final String HEADER = "x-nightjar-explain";

  /** Name in the metadata of an item: no column can have it. */
  private static final String NAME = "nightjar-explanation";

  private Explanations() {}

  /** Whether a request asks for explanations. */
  static boolean wanted(Call call, CampaignSnapshot snapshot) {
    String header = call.header(HEADER);
    if (header == null || header.equals("false")) {
      return false;
    }
    if (!header.equals("true")) {
      throw new InvalidInputException(HEADER + " must be true or false: " + Quoted.text(header));
    }
    if (!snapshot.recipe().type().isPersonal()) {
      throw new InvalidInputException(
          HEADER
              + " needs a campaign with a recipe for users: this one has "
              + snapshot.campaign().recipe());
    }
    if (!snapshot.model().filterData().hasHistory()) {
      throw new InvalidInputException(
          HEADER + " needs the table history of model " + snapshot.modelId() + ": it has none");
    }
    return true;
  }

  /** The same answer, with an explanation in the metadata of each item that the model knows. */
  static Answer addTo(
      Answer answer, CampaignSnapshot snapshot, String userId, ContextVariant variant) {
    return addTo(answer, snapshot, userId, variant, null);
  }

  /**
   * The same answer, with an explanation in the metadata of each item that the model knows.
   *
   * @param propensities how likely each item was to stand where it stands; null where nothing is
   *     drawn
   */
  static Answer addTo(
      Answer answer,
      CampaignSnapshot snapshot,
      String userId,
      ContextVariant variant,
      double[] propensities) {
    Explainer explainer = Explainer.of(snapshot, userId, variant);
    List<PredictedItem> items = new ArrayList<>(answer.items().size());
    for (PredictedItem item : answer.items()) {
      Double propensity = propensities == null ? null : propensities[items.size()];
      Explanation explanation = explainer.explain(item.itemId());
      items.add(
          explanation == null
              ? item
              : item.with(Map.of(NAME, text(explanation, explainer, propensity))));
    }
    return new Answer(items, answer.source());
  }

  private static String text(Explanation explanation, Explainer explainer, Double propensity) {
    return new String(
        JsonReply.object(
            json -> {
              write(json, explanation, explainer);
              if (propensity != null) {
                json.writeNumberField("propensity", propensity);
              }
            }),
        StandardCharsets.UTF_8);
  }

  /** Writes the members of an explanation. */
  static void write(JsonGenerator json, Explanation explanation, Explainer explainer)
      throws IOException {
    json.writeNumberField("logit", explanation.logit());
    json.writeNumberField("popularity", explanation.popularity());
    json.writeNumberField("context", explanation.context());
    json.writeNumberField("history", explanation.history());
    json.writeNumberField("remainder", explanation.remainder());
    json.writeArrayFieldStart("because");
    for (Explanation.Contribution contribution : explanation.because()) {
      json.writeStartObject();
      json.writeStringField("itemId", explainer.itemId(contribution));
      json.writeNumberField("contribution", contribution.value());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
