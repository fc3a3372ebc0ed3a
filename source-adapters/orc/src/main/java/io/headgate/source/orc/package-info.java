/** Source {@code orc}: Apache ORC files, read by stripe. */
@NullMarked
package io.headgate.source.orc;

import org.jspecify.annotations.NullMarked;
