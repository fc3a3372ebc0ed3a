/** Suites that every source adapter passes: reading, restarting from every state, partitions. */
@NullMarked
package io.headgate.testkit.source;

import org.jspecify.annotations.NullMarked;
