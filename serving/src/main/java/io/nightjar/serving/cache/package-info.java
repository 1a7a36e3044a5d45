/**
 * Packed tables in files that are mapped into memory, so that a server that starts again, or comes
 * back to a model, reads neither users nor lists from Parquet.
 *
 * <p>Start at {@link io.nightjar.serving.cache.TableCache}. A file is built aside from verified
 * tables and renamed when it is whole; it names what it was built from, and is read through once
 * and compared with its checksums before it is used. What is not as it must be is built anew.
 */
package io.nightjar.serving.cache;
