/** Suites that every destination adapter passes: writing, checkpoints and fences, crashes. */
@NullMarked
package io.headgate.testkit.destination;

import org.jspecify.annotations.NullMarked;
