/**
 * What training produces, and how it lies on disk.
 *
 * <p>Start at {@link io.nightjar.shared.model.ModelLayout} (names in the store) and {@link
 * io.nightjar.shared.model.ModelManifest} ({@code model.json}: what it does not list does not
 * exist). {@link io.nightjar.shared.model.EmbeddingModel} is a model in memory.
 */
package io.nightjar.shared.model;
