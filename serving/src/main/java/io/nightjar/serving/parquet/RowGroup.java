package io.nightjar.serving.parquet;

import java.nio.file.Path;

/**
 * A part of a table that can be read by itself.
 *
 * @param file where it lies
 * @param number of the row group in the file, from 0
 * @param rows how many it has
 * @param values how many values its longest column has, nulls and empty lists included
 */
public record RowGroup(Path file, int number, long rows, long values) {}
