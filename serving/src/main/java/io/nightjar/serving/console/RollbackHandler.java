package io.nightjar.serving.console;

import io.javalin.http.ConflictResponse;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.nightjar.serving.api.InvalidInputException;
import io.nightjar.serving.api.Quoted;
import io.nightjar.serving.api.ResourceNotFoundException;
import io.nightjar.serving.campaign.CampaignFile;
import io.nightjar.serving.http.JsonReply;
import io.nightjar.serving.http.JsonRequest;
import io.nightjar.serving.http.Replies;
import io.nightjar.serving.http.RequestBody;
import io.nightjar.shared.campaign.CampaignManifest;
import io.nightjar.shared.campaign.UnservableModelException;
import io.nightjar.shared.model.ModelFormatException;
import io.nightjar.shared.model.ModelLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST …/rollback} with the models {@code from} and {@code to}: points a campaign back at
 * the model before. Both are given, so that what is done is what was seen and confirmed.
 */
final class RollbackHandler implements Handler {
  private static final Logger LOG = LoggerFactory.getLogger(RollbackHandler.class);

  private final Path store;

  RollbackHandler(Path store) {
    this.store = store;
  }

  private record Confirmed(String from, String to) {}

  @Override
  public void handle(Context context) {
    String campaign = context.pathParam("campaign");
    Confirmed confirmed = read(RequestBody.read(context));
    if (!ModelLayout.isCampaignName(campaign)
        || !Files.exists(store.resolve(ModelLayout.campaignFile(campaign)))) {
      throw new ResourceNotFoundException(
          "Campaign " + Quoted.shortened(campaign) + " does not exist");
    }
    CampaignManifest now;
    try {
      now = CampaignFile.rollBack(store, campaign, confirmed.from(), confirmed.to());
    } catch (UnservableModelException | ModelFormatException e) {
      throw new ConflictResponse(e.getMessage());
    } catch (IOException e) {
      throw new ConflictResponse("the campaign's file cannot be written: " + e);
    }
    LOG.info(
        "campaign {}: rolled back from model {} to {} by {}",
        campaign,
        confirmed.from(),
        confirmed.to(),
        context.ip());
    Replies.send(
        context,
        200,
        JsonReply.object(
            json -> {
              json.writeStringField("campaign", campaign);
              json.writeStringField("model", now.model());
              json.writeStringField("previousModel", now.previousModel());
              json.writeStringField("published", now.published());
            }));
  }

  private static Confirmed read(byte[] body) {
    String from = null;
    String to = null;
    try (JsonRequest json = new JsonRequest(body)) {
      for (String member = json.nextMember(); member != null; member = json.nextMember()) {
        switch (member) {
          case "from" -> from = json.string(member);
          case "to" -> to = json.string(member);
          default -> json.skip();
        }
      }
    }
    return new Confirmed(modelId("from", from), modelId("to", to));
  }

  private static String modelId(String member, String text) {
    if (text == null || !ModelLayout.isModelId(text)) {
      throw new InvalidInputException(
          member + " must be a model id: " + (text == null ? "it is missing" : Quoted.text(text)));
    }
    return text;
  }
}
