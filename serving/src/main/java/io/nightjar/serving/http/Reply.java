package io.nightjar.serving.http;

import io.nightjar.serving.campaign.CampaignSnapshot;
import io.nightjar.serving.ranking.Answer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.PreEncodedHttpField;

/**
 * What goes back for one request.
 *
 * @param headers beside those that all replies have
 * @param body JSON
 */
record Reply(int status, List<HttpField> headers, byte[] body) implements Outcome {
  private static final Map<Answer.Source, HttpField> SOURCES = new EnumMap<>(Answer.Source.class);

  static {
    for (Answer.Source source : Answer.Source.values()) {
      SOURCES.put(source, new PreEncodedHttpField("x-nightjar-source", source.headerValue()));
    }
  }

  /** An answer, which names its model. */
  static Reply of(CampaignSnapshot snapshot, byte[] body) {
    return new Reply(200, names(snapshot), body);
  }

  /** An answer of items, which names its model and how they were found; the call is told. */
  static Reply of(Call call, CampaignSnapshot snapshot, Answer answer, byte[] body) {
    call.observation().answered(snapshot, answer.source(), answer.items().size());
    List<HttpField> headers = names(snapshot);
    headers.add(SOURCES.get(answer.source()));
    return new Reply(200, headers, body);
  }

  @Override
  public Reply now() {
    return this;
  }

  private static List<HttpField> names(CampaignSnapshot snapshot) {
    List<HttpField> headers = new ArrayList<>(3);
    headers.add(new HttpField("x-nightjar-model", snapshot.modelId()));
    String arm = snapshot.arm();
    if (arm != null) {
      headers.add(new HttpField("x-nightjar-arm", arm));
    }
    return headers;
  }
}
