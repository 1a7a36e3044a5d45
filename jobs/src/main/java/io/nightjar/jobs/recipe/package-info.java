/**
 * Recipes as the flags give them: {@code --recipe} and {@code --hyperparameter}, under Amazon
 * Personalize's names and checked against its published ranges. Start at {@link
 * io.nightjar.jobs.recipe.RecipeSettings}.
 */
package io.nightjar.jobs.recipe;
