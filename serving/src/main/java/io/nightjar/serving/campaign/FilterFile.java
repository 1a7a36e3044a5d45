package io.nightjar.serving.campaign;

import io.nightjar.serving.parquet.TextColumns;
import io.nightjar.shared.campaign.CampaignManifest;
import io.nightjar.shared.campaign.Recipe;
import io.nightjar.shared.campaign.RecipeType;
import io.nightjar.shared.filter.Clause;
import io.nightjar.shared.filter.Dataset;
import io.nightjar.shared.filter.Field;
import io.nightjar.shared.filter.FilterException;
import io.nightjar.shared.filter.FilterExpression;
import io.nightjar.shared.filter.FilterManifest;
import io.nightjar.shared.model.ModelFormatException;
import io.nightjar.shared.model.ModelLayout;
import io.nightjar.shared.selection.ValueColumn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Checks a filter against a model, and writes it into a store. */
public final class FilterFile {
  private FilterFile() {}

  /**
   * Checks that a campaign can use an expression: that its recipe has what it asks for, and the
   * model that it serves.
   *
   * @throws FilterException as below, or if it asks the item of a request that names none
   * @throws ModelFormatException if there is no such campaign, or its file is damaged, or the model
   *     cannot be read
   */
  public static void checkCampaign(Path store, String campaign, FilterExpression expression) {
    Path file = store.resolve(ModelLayout.campaignFile(campaign));
    CampaignManifest manifest = CampaignManifest.parse(file.toString(), ModelFiles.readText(file));
    if (expression.uses(Dataset.CURRENT_ITEM)
        && Recipe.of(manifest.recipe()).type() != RecipeType.RELATED_ITEMS) {
      throw new FilterException(
          "CurrentItem can only be asked in campaigns of related items: the recipe of %s is %s"
              .formatted(campaign, manifest.recipe()));
    }
    check(store, manifest.model(), expression);
  }

  /**
   * Checks that a model has all that an expression asks for.
   *
   * @throws FilterException naming the column that the model lacks, or that holds no number
   *     although the expression compares numbers
   * @throws ModelFormatException if the model cannot be read
   */
  public static void check(Path store, String model, FilterExpression expression) {
    ModelFiles files = ModelFiles.open(store, model);
    ColumnNames names = ColumnNames.of(files);
    names.columns().check(expression);
    if (expression.uses(Dataset.INTERACTIONS) && !files.manifest().has(ModelLayout.HISTORY)) {
      throw new FilterException(
          "Interactions needs the model's table " + ModelLayout.HISTORY + ": it has none");
    }
    for (Clause clause : expression.clauses()) {
      for (Field field : clause.comparedAsNumbers()) {
        requireNumbers(files, names, field);
      }
    }
  }

  private static void requireNumbers(ModelFiles files, ColumnNames names, Field field) {
    boolean ofItems = field.dataset() == Dataset.ITEMS || field.dataset() == Dataset.CURRENT_ITEM;
    if (!ofItems && field.dataset() != Dataset.CURRENT_USER) {
      return;
    }
    ValueColumn column =
        ValueColumn.of(
            TextColumns.read(
                files.listed(ofItems ? ModelLayout.ITEMS : ModelLayout.USERS),
                ofItems ? names.item(field.name()) : names.user(field.name())));
    if (!column.isEmpty() && !column.hasNumbers()) {
      throw new FilterException(field + " is compared as a number: no value of the column is one");
    }
  }

  /**
   * Writes {@code filters/NAME.json}, which appears complete or not at all.
   *
   * @param replace whether a filter of this name may be there already
   * @return the file
   * @throws FilterException if there is one and it must not be replaced
   * @throws IOException if it cannot be written
   */
  public static Path write(Path store, FilterManifest filter, boolean replace) throws IOException {
    Path file = store.resolve(ModelLayout.filterFile(filter.filter()));
    if (!replace && Files.exists(file)) {
      throw new FilterException("filter " + filter.filter() + " exists already: " + file);
    }
    AtomicFile.replace(file, filter.toJson());
    return file;
  }
}
