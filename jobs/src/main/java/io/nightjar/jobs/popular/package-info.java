/**
 * The same list for everybody, the rows of {@code popular_items/}: interactions to the items of
 * most users ({@link io.nightjar.jobs.popular.PopularItemRows}, in every model), or to those that
 * grow fastest ({@link io.nightjar.jobs.popular.TrendingItemRows}, for aws-trending-now).
 */
package io.nightjar.jobs.popular;
