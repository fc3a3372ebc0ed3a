/** Source {@code parquet}: Apache Parquet files, read by row group. */
@NullMarked
package io.headgate.source.parquet;

import org.jspecify.annotations.NullMarked;
