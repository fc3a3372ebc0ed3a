/** Sources that read files. {@link io.headgate.source.file.CsvSourceFactory} is the entry point for delimited text. */
@NullMarked
package io.headgate.source.file;

import org.jspecify.annotations.NullMarked;
