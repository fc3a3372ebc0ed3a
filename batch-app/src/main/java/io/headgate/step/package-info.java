/** The steps of a stream: prepare, the partitions, publish. */
@NullMarked
package io.headgate.step;

import org.jspecify.annotations.NullMarked;
