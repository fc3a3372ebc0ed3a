package io.headgate.source.file.common;

import io.headgate.api.data.RowSchema;
import org.jspecify.annotations.Nullable;

/**
 * What a format has learnt from looking into files.
 *
 * @param schema the columns that all the files have; null if there is nothing to learn them from
 * @param bytesPerRecord of the files on disk, about; 0 if not known
 */
public record FileContents(@Nullable RowSchema schema, double bytesPerRecord) {}
