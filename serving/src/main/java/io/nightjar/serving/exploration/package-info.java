/**
 * New items at random places of a list, with the probability of everything that is shown: from the
 * list that a campaign would answer with, to one in which some places went to new items. Start at
 * {@link io.nightjar.serving.exploration.Explorer}; {@link
 * io.nightjar.serving.exploration.PlaceOdds} has the probabilities.
 */
package io.nightjar.serving.exploration;
