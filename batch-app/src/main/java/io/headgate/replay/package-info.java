/** Rejected records as a source: what a replay reads. */
@NullMarked
package io.headgate.replay;

import org.jspecify.annotations.NullMarked;
