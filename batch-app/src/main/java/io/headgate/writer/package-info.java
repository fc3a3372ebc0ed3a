/** From chunks of payloads to a destination's checkpoint. */
@NullMarked
package io.headgate.writer;

import org.jspecify.annotations.NullMarked;
