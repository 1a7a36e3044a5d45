package io.nightjar.serving.ranking;

import io.nightjar.serving.api.InvalidInputException;
import io.nightjar.serving.api.RequestedFilter;
import io.nightjar.serving.campaign.CampaignSnapshot;
import io.nightjar.serving.campaign.ServedFilter;
import io.nightjar.shared.campaign.RecipeType;
import io.nightjar.shared.filter.Dataset;
import io.nightjar.shared.filter.FilterException;
import io.nightjar.shared.filter.FilterValues;
import io.nightjar.shared.scoring.AllowedItems;
import io.nightjar.shared.selection.ItemSelector;
import io.nightjar.shared.selection.ItemValues;
import io.nightjar.shared.selection.Subject;
import java.util.BitSet;
import java.util.List;

/**
 * The filter of one request: which items its list may have. Immutable.
 *
 * <p>{@link #NONE} admits every item.
 */
public final class RequestFilter {
  /** No filter. */
  public static final RequestFilter NONE = new RequestFilter(null, null, null);

  private final ItemSelector selector;
  private final Subject subject;
  private final AllowedItems allowed;

  private RequestFilter(ItemSelector selector, Subject subject, AllowedItems allowed) {
    this.selector = selector;
    this.subject = subject;
    this.allowed = allowed;
  }

  /**
   * Applies a filter to the catalogue of a snapshot.
   *
   * @param requested how the request names it, and the values of its placeholders
   * @param userId the user of the request; null for none
   * @param itemId the item that related items are asked for; null for none
   * @throws InvalidInputException if the snapshot cannot use the filter, or the values do not fit
   */
  public static RequestFilter of(
      CampaignSnapshot snapshot,
      ServedFilter filter,
      RequestedFilter requested,
      String userId,
      String itemId) {
    String path = requested.arn().path();
    if (filter.expression().uses(Dataset.CURRENT_ITEM)
        && snapshot.recipe().type() != RecipeType.RELATED_ITEMS) {
      throw new InvalidInputException(
          path
              + "filterArn must name a filter without CurrentItem, which only campaigns of related items"
              + " have: "
              + filter.name());
    }
    if (userId == null
        && (filter.expression().uses(Dataset.INTERACTIONS)
            || filter.expression().uses(Dataset.CURRENT_USER))) {
      throw new InvalidInputException(
          "userId must be given: filter " + filter.name() + " asks about the user");
    }
    String problem = snapshot.model().filterData().problem(filter.expression());
    if (problem != null) {
      throw new InvalidInputException(
          path
              + "filterArn must name a filter that the campaign's model can use: "
              + filter.name()
              + ", "
              + problem);
    }
    ItemSelector selector;
    try {
      selector = ItemSelector.of(filter.expression(), FilterValues.parse(requested.values()));
    } catch (FilterException e) {
      throw new InvalidInputException(path + e.getMessage());
    }
    Subject subject = snapshot.model().filterData().subject(userId, itemId);
    BitSet selected = selector.select(subject);
    return new RequestFilter(
        selector,
        subject,
        selected == null ? null : AllowedItems.of(subject.items().size(), selected));
  }

  /** The items of the catalogue that may be listed; null for all. */
  public AllowedItems allowed() {
    return allowed;
  }

  /** Those of some ids, none of which is in the catalogue, that may be listed, in their order. */
  List<String> admittedStrangers(List<String> ids) {
    if (selector == null || ids.isEmpty()) {
      return ids;
    }
    BitSet admitted = selector.select(subject.about(ItemValues.ofStrangers(ids)));
    return admitted == null ? ids : admitted.stream().mapToObj(ids::get).toList();
  }
}
