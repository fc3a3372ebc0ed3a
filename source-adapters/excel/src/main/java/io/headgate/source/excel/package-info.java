/** Source {@code excel}: sheets of Excel workbooks, streamed row by row. */
@NullMarked
package io.headgate.source.excel;

import org.jspecify.annotations.NullMarked;
