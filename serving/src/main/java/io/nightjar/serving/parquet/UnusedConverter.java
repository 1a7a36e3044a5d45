package io.nightjar.serving.parquet;

import org.apache.parquet.io.api.PrimitiveConverter;

/** Stands where Parquet wants a converter although the values are read without one. */
final class UnusedConverter extends PrimitiveConverter {}
