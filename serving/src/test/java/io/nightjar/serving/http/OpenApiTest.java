package io.nightjar.serving.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.nightjar.serving.fixture.RunningServer;
import io.nightjar.serving.fixture.StoreFixture;
import io.nightjar.shared.checkerboard.Checkerboard;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The document at {@code /openapi.json}, against the server that it describes. */
class OpenApiTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> METHODS = List.of("get", "head", "post", "put", "delete");

  private static final String METRICS =
      """
      {"model": "20260101T000001000Z-00000001", "holdout": "newest", "users": 8, "queries": 9,
       "interactions": 10, "excludesSeen": false, "coverageOver": "all users",
       "metrics": {"model": {"nll": 2.5}, "popularity": {"nll": 3}},
       "intervals": {"model": {"nll": [2.4, 2.6]}},
       "differences": {"popularity": {"nll": [-0.5, -0.6, -0.4]}},
       "reliability": {"model": [{"from": 0, "to": 1, "interactions": 10, "predicted": 0.2,
                                  "observed": 0.3}]},
       "groups": {"user_activity": [{"group": "quiet", "from": 0, "users": 8, "queries": 9,
                                     "interactions": 10, "metrics": {"model": {"nll": 2.5}},
                                     "intervals": {}}]},
       "bootstrap": {"samples": 500, "level": 0.95, "seed": 42}}
      """;

  @TempDir Path folder;
  private RunningServer server;
  private JsonNode document;

  @BeforeEach
  void start() throws IOException {
    StoreFixture store = new StoreFixture(folder);
    String model = store.writeModel(new Checkerboard(8));
    Files.writeString(store.file(model, "metrics.json"), METRICS);
    store.listFilesAgain(model);
    store.publish("home", StoreFixture.RECOMMEND, model);
    store.publish("rank", StoreFixture.RANK, model);
    store.writeCampaign("broken", "{");
    server = RunningServer.of(folder);
    document = JSON.readTree(server.get("/openapi.json").body());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private SortedSet<String> documented(String port) {
    SortedSet<String> routes = new TreeSet<>();
    for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
      List<String> ports =
          JSON.convertValue(
              path.getValue().get("x-nightjar-ports"),
              JSON.getTypeFactory().constructCollectionType(List.class, String.class));
      for (String method : METHODS) {
        if (path.getValue().has(method) && ports.contains(port)) {
          routes.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey());
        }
      }
    }
    return routes;
  }

  @Test
  void bothPortsHaveTheDocument() {
    HttpResponse<String> reply = server.admin("GET", "/openapi.json");
    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(reply.headers().firstValue("content-type")).hasValue("application/json");
    assertThat(reply.body()).isEqualTo(server.get("/openapi.json").body());
    assertThat(document.get("openapi").asText()).isEqualTo("3.1.0");
  }

  /** Parameters of paths as OpenAPI writes those that may have slashes, too. */
  private static SortedSet<String> inBraces(SortedSet<String> routes) {
    SortedSet<String> written = new TreeSet<>();
    for (String route : routes) {
      written.add(route.replace('<', '{').replace('>', '}'));
    }
    return written;
  }

  @Test
  void everyRouteIsDocumentedAndEveryDocumentedRouteExists() {
    assertThat(documented("main")).isEqualTo(inBraces(server.routes()));
    assertThat(documented("admin")).isEqualTo(inBraces(server.adminRoutes()));
  }

  @Test
  void answersOfTheConsoleAreAsDocumented() throws JsonProcessingException {
    String campaign = "/console/api/campaigns/{campaign}";
    String home = "/console/api/campaigns/home";
    check("/console/api/overview", server.admin("GET", "/console/api/overview"), 200);
    check("/console/api/runs", server.admin("GET", "/console/api/runs"), 200);
    check(campaign, server.admin("GET", home), 200);
    check(campaign, server.admin("GET", "/console/api/campaigns/broken"), 200);
    check(campaign, server.admin("GET", "/console/api/campaigns/nowhere"), 404);
    check(campaign + "/users", server.admin("GET", home + "/users?limit=3"), 200);
    check(campaign + "/users", server.admin("GET", home + "/users?limit=0"), 400);
    check(campaign + "/items", server.admin("GET", home + "/items?q=i"), 200);
    String user = "/user?id=" + Checkerboard.userId(1);
    check(campaign + "/user", server.admin("GET", home + user), 200);
    String item = "/item?id=" + Checkerboard.itemId(0);
    check(campaign + "/item", server.admin("GET", home + item), 200);
    check("/console/api/why", server.admin("GET", "/console/api/why"), 400);
  }

  @Test
  void metricsHaveASchemaThatRefusesWhatEvaluateDoesNotWrite() throws JsonProcessingException {
    JsonNode served = JSON.readTree(server.admin("GET", "/console/api/campaigns/home").body());
    assertThat(served.get("metrics")).isEqualTo(JSON.readTree(METRICS));
    assertThat(problems(reference("MetricsReport"), served.get("metrics"))).isEmpty();
    for (String right :
        List.of("\"users\": 8", "[2.4, 2.6]", "{\"nll\": 2.5}", "[-0.5, -0.6, -0.4]")) {
      String wrong = right.startsWith("[") ? "[2.4]" : right.replaceAll("[0-9.]+", "\"many\"");
      JsonNode changed = JSON.readTree(METRICS.replace(right, wrong));
      assertThat(problems(reference("MetricsReport"), changed)).as(wrong).isNotEmpty();
    }
  }

  @Test
  void everyOperationSaysWhoMayAsk() {
    Set<String> signed =
        Set.of(
            "/recommendations", "/personalize-ranking", "/action-recommendations", "/nightjar/why");
    JsonNode schemes = document.at("/components/securitySchemes");
    for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
      for (String method : List.of("get", "post")) {
        JsonNode operation = path.getValue().get(method);
        if (operation == null) {
          continue;
        }
        Set<String> names = new TreeSet<>();
        for (JsonNode one : operation.path("security")) {
          one.fieldNames().forEachRemaining(names::add);
        }
        assertThat(names).as(path.getKey()).allMatch(schemes::has);
        assertThat(names)
            .as(path.getKey())
            .isEqualTo(
                path.getKey().equals("/healthz")
                    ? Set.of()
                    : signed.contains(path.getKey())
                        ? Set.of("signature")
                        : Set.of("adminToken", "adminPassword"));
      }
    }
  }

  @Test
  void noPathOfTheAdminPortAloneSpeaksOfSignatures() {
    for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
      if (path.getKey().startsWith("/console")) {
        for (JsonNode operation : path.getValue()) {
          assertThat(operation.at("/responses/400/$ref").asText())
              .as(path.getKey())
              .isNotEqualTo("#/components/responses/InvalidInput");
        }
      }
    }
  }

  @Test
  void answersAreAsDocumented() throws JsonProcessingException {
    String user = Checkerboard.userId(1);
    String item = Checkerboard.itemId(0);
    String ask = "{\"campaignArn\":\"CAMPAIGNS/%s\",\"userId\":\"%s\"%s}";
    check("/recommendations", server.post("/recommendations", ask.formatted("home", user, "")));
    String ranking = ask.formatted("rank", user, ",\"inputList\":[\"%s\",\"?\"]".formatted(item));
    check("/personalize-ranking", server.post("/personalize-ranking", ranking));
    String why = "/nightjar/why?campaign=home&userId=%s&itemId=%s".formatted(user, item);
    check("/nightjar/why", server.get(why));
    for (String path : List.of("/healthz", "/readyz", "/openapi.json")) {
      check(path, server.get(path));
      check(path, server.admin("GET", path));
    }
  }

  @Test
  void refusalsAreAsDocumented() throws JsonProcessingException {
    String stranger = "{\"campaignArn\":\"CAMPAIGNS/nowhere\",\"userId\":\"u\",\"inputList\":[]}";
    String large = "{\"userId\":\"" + "u".repeat(RequestBody.LIMIT) + "\"}";
    for (String path : List.of("/recommendations", "/personalize-ranking")) {
      check(path, server.post(path, stranger), 404);
      check(path, server.post(path, "{"), 400);
      check(path, server.post(path, large), 413);
      check(path, server.get(path), 405);
    }
    check("/action-recommendations", server.post("/action-recommendations", "{}"), 400);
    check("/nightjar/why", server.get("/nightjar/why"), 400);
    check("/nightjar/why", server.get("/nightjar/why?campaign=a&userId=u&itemId=i"), 404);
  }

  @Test
  void theExamplesWork() throws JsonProcessingException {
    JsonNode schemas = document.get("components").get("schemas");
    for (String name : List.of("GetRecommendationsRequest", "GetPersonalizedRankingRequest")) {
      for (JsonNode example : schemas.get(name).get("examples")) {
        assertThat(problems(reference(name), example)).isEmpty();
        String path = name.contains("Ranking") ? "/personalize-ranking" : "/recommendations";
        String body =
            example.toString().replace("/demo-ranking", "/rank").replace("/demo", "/home");
        check(path, server.post(path, body), 200);
      }
    }
  }

  private void check(String path, HttpResponse<String> reply) throws JsonProcessingException {
    check(path, reply, reply.statusCode());
  }

  private void check(String path, HttpResponse<String> reply, int status)
      throws JsonProcessingException {
    HttpRequest request = reply.request();
    String said = request.method() + " " + request.uri() + ": " + reply.body();
    assertThat(reply.statusCode()).as(said).isEqualTo(status);
    JsonNode item = document.get("paths").get(path);
    JsonNode operation = item.get(request.method().toLowerCase(Locale.ROOT));
    if (operation == null) {
      operation = item.get("post");
    }
    JsonNode response = operation.get("responses").get(Integer.toString(status));
    assertThat(response).as(said).isNotNull();
    if (response.has("$ref")) {
      response = document.at(response.get("$ref").asText().substring(1));
    }
    for (Map.Entry<String, JsonNode> header : response.path("headers").properties()) {
      if (header.getValue().path("required").asBoolean()) {
        assertThat(reply.headers().firstValue(header.getKey())).as(said).isPresent();
      }
    }
    JsonNode schema = response.get("content").get("application/json").get("schema");
    assertThat(problems(schema, JSON.readTree(reply.body()))).as(said).isEmpty();
  }

  private static JsonNode reference(String schema) {
    return JSON.createObjectNode().put("$ref", "#/components/schemas/" + schema);
  }

  private List<String> problems(JsonNode schema, JsonNode value) {
    ObjectNode whole = JSON.createObjectNode();
    whole.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    whole.set("components", document.get("components"));
    whole.setAll((ObjectNode) schema);
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema(whole)
        .validate(value)
        .stream()
        .map(Object::toString)
        .toList();
  }
}
