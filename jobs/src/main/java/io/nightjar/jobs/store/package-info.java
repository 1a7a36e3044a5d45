/**
 * The store as the jobs see it: a local directory or any Hadoop file system. Start at {@link
 * io.nightjar.jobs.store.ModelStore}. Nothing half-written is ever visible: small files are
 * replaced atomically, and a table exists only once {@code model.json} lists its files.
 */
package io.nightjar.jobs.store;
