import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.util.VersionInfo;
import software.amazon.awssdk.services.personalizeruntime.PersonalizeRuntimeClient;
import software.amazon.awssdk.services.personalizeruntime.model.GetPersonalizedRankingRequest;
import software.amazon.awssdk.services.personalizeruntime.model.GetRecommendationsRequest;
import software.amazon.awssdk.services.personalizeruntime.model.InvalidInputException;
import software.amazon.awssdk.services.personalizeruntime.model.PersonalizeRuntimeException;
import software.amazon.awssdk.services.personalizeruntime.model.PredictedItem;
import software.amazon.awssdk.services.personalizeruntime.model.ResourceNotFoundException;

/** Conformance of the runtime API as the AWS SDK for Java 2 sees it; only the environment points at the server. */
final class Client {
  private static final String ARN = "arn:aws:personalize:us-east-1:000000000000:";
  private static final String BY_GENRE = ARN + "filter/by-genre";
  private static final Map<String, String> GENRES = Map.of("GENRES", "\"Comedy\",\"Crime\"");

  private final PersonalizeRuntimeClient runtime = PersonalizeRuntimeClient.create();
  private int checked;

  public static void main(String[] args) throws Exception {
    Client client = new Client();
    client.recommendations();
    client.rankings();
    client.relatedItems();
    client.timeWindows();
    client.exploration();
    client.errors();
    client.retries();
    System.out.println("AWS SDK for Java " + VersionInfo.SDK_VERSION + ": " + client.checked + " checks passed");
  }

  private void expect(boolean condition, Object message) {
    checked++;
    if (!condition) {
      throw new AssertionError(message);
    }
  }

  private static GetRecommendationsRequest.Builder request() {
    return GetRecommendationsRequest.builder().campaignArn(ARN + "campaign/conform").userId("user-0001");
  }

  private List<PredictedItem> recommend(GetRecommendationsRequest.Builder request) {
    return runtime.getRecommendations(request.build()).itemList();
  }

  private static GetPersonalizedRankingRequest.Builder ranking(List<String> input) {
    return GetPersonalizedRankingRequest.builder().campaignArn(ARN + "campaign/conform-ranking").userId("user-0001").inputList(input);
  }

  private List<PredictedItem> rank(GetPersonalizedRankingRequest.Builder request) {
    return runtime.getPersonalizedRanking(request.build()).personalizedRanking();
  }

  private static List<String> ids(List<PredictedItem> items) {
    return items.stream().map(PredictedItem::itemId).collect(Collectors.toList());
  }

  private void recommendations() {
    List<PredictedItem> plain = recommend(request());
    expect(plain.size() == 25, plain);
    expect(plain.stream().allMatch(item -> item.score() > 0 && item.promotionName() == null && !item.hasMetadata()), plain);
    expect(recommend(request().numResults(500)).size() == 500 && recommend(request().numResults(0)).isEmpty(), "numResults");
    expect(ids(recommend(request().itemId("film-0001"))).equals(ids(plain)), "itemId must be ignored");
    expect(!ids(recommend(request().context(Map.of("DEVICE", "tv", "DAYPART", "evening")))).equals(ids(plain)), "context must count");
    List<PredictedItem> filtered = recommend(request().numResults(50).filterArn(BY_GENRE).filterValues(GENRES).metadataColumns(Map.of("ITEMS", List.of("GENRES", "TITLE"))));
    expect(filtered.size() == 50, filtered);
    for (PredictedItem item : filtered) {
      List<String> genres = List.of(item.metadata().get("GENRES").split("\\|"));
      expect(genres.contains("Comedy") || genres.contains("Crime"), item);
      expect(!item.metadata().get("TITLE").isEmpty(), item);
    }
    List<PredictedItem> promoted = recommend(request().numResults(10).promotions(one -> one.name("house").percentPromotedItems(25).filterArn(BY_GENRE).filterValues(GENRES)));
    List<PredictedItem> house = promoted.stream().filter(item -> "house".equals(item.promotionName())).collect(Collectors.toList());
    expect(ids(house).equals(ids(filtered).subList(0, 3)), promoted);
    expect(house.stream().allMatch(item -> item.reason().equals(List.of("Promoted item"))), house);
    var reply = runtime.getRecommendations(GetRecommendationsRequest.builder().recommenderArn(ARN + "recommender/conform").userId("user-0001").build());
    expect(ids(reply.itemList()).equals(ids(plain)) && reply.itemList().stream().allMatch(item -> item.score() == null), reply);
    expect(reply.recommendationId().matches("RID-[0-9a-f-]{36}"), reply);
  }

  private void rankings() {
    List<String> best = ids(recommend(request().numResults(5)));
    List<String> input = new ArrayList<>(best);
    Collections.reverse(input);
    input.add(0, "no-such-item");
    List<PredictedItem> ranked = rank(ranking(input).metadataColumns(Map.of("ITEMS", List.of("TITLE"))));
    List<String> expected = new ArrayList<>(best);
    expected.add("no-such-item");
    expect(ids(ranked).equals(expected), ranked);
    expect(ranked.get(5).score() == null && ranked.get(0).metadata().containsKey("TITLE"), ranked);
    expect(Math.abs(ranked.stream().limit(5).mapToDouble(PredictedItem::score).sum() - 1) < 1e-5, ranked);
    List<String> many = ids(recommend(request().numResults(100)));
    expect(!ids(rank(ranking(many).context(Map.of("DEVICE", "tv")))).equals(many), "context must count in rankings");
    int kept = rank(ranking(many).filterArn(BY_GENRE).filterValues(GENRES)).size();
    expect(0 < kept && kept < 100, kept);
    expect(rank(ranking(List.of())).isEmpty(), "an empty inputList");
  }

  private static GetRecommendationsRequest.Builder related(String filter) {
    return GetRecommendationsRequest.builder()
        .campaignArn(ARN + "campaign/conform-related")
        .itemId("film-0001")
        .filterArn(filter == null ? null : ARN + "filter/" + filter)
        .metadataColumns(Map.of("ITEMS", List.of("GENRES")));
  }

  private static List<String> genres(PredictedItem item) {
    return List.of(item.metadata().get("GENRES").split("\\|"));
  }

  private void relatedItems() {
    List<PredictedItem> plain = recommend(related(null));
    expect(plain.size() == 25 && !ids(plain).contains("film-0001"), plain);
    expect(plain.stream().allMatch(item -> item.score() == null), "related items have no scores");
    List<String> wanted = genres(rank(ranking(List.of("film-0001")).metadataColumns(Map.of("ITEMS", List.of("GENRES")))).get(0));
    List<PredictedItem> alike = recommend(related("same-genre"));
    expect(alike.size() == 25 && alike.stream().noneMatch(item -> Collections.disjoint(genres(item), wanted)), alike);
    List<PredictedItem> french = recommend(related("comedies-in-france").userId("user-0001"));
    expect(french.size() == 25 && french.stream().allMatch(item -> genres(item).contains("Comedy")), french);
    expect(ids(recommend(related("comedies-in-france").userId("user-0002"))).equals(ids(plain)), "a user of another country");
    refused(InvalidInputException.class, "userId must be given", () -> recommend(related("comedies-in-france")));
    refused(InvalidInputException.class, "itemId must be given", () -> recommend(related(null).itemId(null)));
  }

  private GetRecommendationsRequest.Builder notSince(String seconds) {
    return request().filterArn(ARN + "filter/not-since").filterValues(Map.of("SINCE", "\"" + seconds + "\""));
  }

  private void timeWindows() {
    List<String> unseen = ids(recommend(request().filterArn(ARN + "filter/unseen")));
    expect(ids(recommend(notSince("0"))).equals(unseen), "everything that the user had is since 1970");
    expect(ids(recommend(notSince("4102444800"))).equals(ids(recommend(request()))), "nothing is since 2100");
  }

  private void exploration() {
    List<PredictedItem> items = recommend(request().campaignArn(ARN + "campaign/explore").numResults(100));
    List<PredictedItem> explored = items.stream().filter(PredictedItem::hasReason).collect(Collectors.toList());
    expect(items.size() == 100 && !explored.isEmpty(), "100 places of which 30 % are explored: " + items);
    expect(explored.stream().allMatch(item -> item.reason().equals(List.of("Exploration")) && item.score() > 0), explored);
  }

  private <E extends PersonalizeRuntimeException> void refused(Class<E> error, String said, Runnable call) {
    try {
      call.run();
    } catch (PersonalizeRuntimeException e) {
      expect(error.isInstance(e), e);
      expect(e.awsErrorDetails().errorMessage().contains(said), e);
      expect(e.requestId() != null && e.numAttempts() == 1, e);
      return;
    }
    throw new AssertionError("must be refused with " + error.getSimpleName() + ": " + said);
  }

  private void errors() {
    refused(ResourceNotFoundException.class, "campaign/nope does not exist", () -> recommend(request().campaignArn(ARN + "campaign/nope")));
    refused(ResourceNotFoundException.class, "filter/nope does not exist", () -> recommend(request().filterArn(ARN + "filter/nope")));
    refused(ResourceNotFoundException.class, "campaign/nope does not exist", () -> rank(ranking(List.of()).campaignArn(ARN + "campaign/nope")));
    refused(InvalidInputException.class, "numResults must not exceed 500: 501", () -> recommend(request().numResults(501)));
    refused(InvalidInputException.class, "filterValues.GENRES must be given", () -> recommend(request().filterArn(BY_GENRE)));
    refused(InvalidInputException.class, "'PRICE' is none of", () -> recommend(request().metadataColumns(Map.of("ITEMS", List.of("PRICE")))));
    List<String> many = IntStream.range(0, 501).mapToObj(Integer::toString).collect(Collectors.toList());
    refused(InvalidInputException.class, "inputList must not have more than 500", () -> rank(ranking(many)));
    refused(InvalidInputException.class, "GetRecommendations needs a campaign", () -> recommend(request().campaignArn(ARN + "campaign/conform-ranking")));
    refused(
        InvalidInputException.class,
        "GetActionRecommendations is not supported",
        () -> runtime.getActionRecommendations(action -> action.campaignArn(ARN + "campaign/conform").userId("u")));
  }

  private void retries() throws Exception {
    String endpoint = System.getenv("AWS_ENDPOINT_URL_PERSONALIZE_RUNTIME");
    for (int status : new int[] {429, 500, 503}) {
      String user = "fail-" + status + "-2-java";
      expect(recommend(request().userId(user)).size() == 25, status);
      String seen =
          HttpClient.newHttpClient()
              .send(HttpRequest.newBuilder(URI.create(endpoint + "/attempts/" + user)).build(), HttpResponse.BodyHandlers.ofString())
              .body();
      expect(seen.equals("3"), status + " twice, then an answer: " + seen);
    }
    try {
      recommend(request().userId("fail-429-99-java"));
      throw new AssertionError("429 for ever must fail");
    } catch (PersonalizeRuntimeException e) {
      expect(e.isThrottlingException() && e.awsErrorDetails().errorCode().equals("ThrottlingException"), e);
    }
  }
}
