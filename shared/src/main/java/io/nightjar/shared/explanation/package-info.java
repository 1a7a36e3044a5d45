/**
 * Why a logit is what it is: exact parts of it, of which some are the user's own history.
 *
 * <p>In come a model, a user, a context and items of the user's history; out comes an {@link
 * io.nightjar.shared.explanation.Explanation} of any item. Start at {@link
 * io.nightjar.shared.explanation.LogitDecomposition}.
 */
package io.nightjar.shared.explanation;
