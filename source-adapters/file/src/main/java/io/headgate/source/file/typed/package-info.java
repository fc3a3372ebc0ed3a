/** What readers of typed file formats share: putting values of a file's types into columns, and setting records aside that do not fit. */
@NullMarked
package io.headgate.source.file.typed;

import org.jspecify.annotations.NullMarked;
