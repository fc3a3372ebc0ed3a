/** What is remembered: stream state across runs and checkpoints within a run. */
@NullMarked
package io.headgate.api.state;

import org.jspecify.annotations.NullMarked;
