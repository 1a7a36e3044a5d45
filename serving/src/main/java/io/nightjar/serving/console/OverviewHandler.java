package io.nightjar.serving.console;

import com.fasterxml.jackson.core.JsonGenerator;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.nightjar.serving.campaign.CampaignRegistry;
import io.nightjar.serving.campaign.FilterRegistry;
import io.nightjar.serving.campaign.ServedFilter;
import io.nightjar.serving.http.JsonReply;
import io.nightjar.serving.http.Replies;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** {@code GET …/overview}: what every page needs to know. */
final class OverviewHandler implements Handler {
  private final CampaignRegistry registry;
  private final MetricsFiles metrics;
  private final RuntimeAddress runtime;

  OverviewHandler(CampaignRegistry registry, MetricsFiles metrics, RuntimeAddress runtime) {
    this.registry = registry;
    this.metrics = metrics;
    this.runtime = runtime;
  }

  @Override
  public void handle(Context context) {
    CampaignRegistry.View view = registry.view();
    Set<String> names = new TreeSet<>(view.snapshots().keySet());
    names.addAll(view.failures().keySet());
    Replies.send(
        context,
        200,
        JsonReply.object(
            json -> {
              json.writeBooleanField("ready", view.ready());
              json.writeBooleanField("loading", !view.scanned());
              json.writeObjectFieldStart("runtime");
              json.writeStringField("scheme", runtime.scheme());
              json.writeNumberField("port", runtime.port());
              json.writeBooleanField("signed", runtime.signed());
              json.writeEndObject();
              json.writeArrayFieldStart("campaigns");
              for (String name : names) {
                json.writeStartObject();
                CampaignJson.write(json, name, view, metrics);
                json.writeEndObject();
              }
              json.writeEndArray();
              write(json, registry.filters().view());
            }));
  }

  private static void write(JsonGenerator json, FilterRegistry.View filters) throws IOException {
    json.writeArrayFieldStart("filters");
    for (ServedFilter filter : filters.filters().values()) {
      json.writeStartObject();
      json.writeStringField("name", filter.name());
      json.writeStringField("expression", filter.expression().text());
      json.writeArrayFieldStart("placeholders");
      for (String placeholder : filter.expression().placeholders()) {
        json.writeString(placeholder);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeObjectFieldStart("filterFailures");
    for (Map.Entry<String, String> failure : filters.failures().entrySet()) {
      json.writeStringField(failure.getKey(), failure.getValue());
    }
    json.writeEndObject();
  }
}
