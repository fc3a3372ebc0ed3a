/** Tables in the memory of this process, for tests and first steps. */
@NullMarked
package io.headgate.destination.memory;

import org.jspecify.annotations.NullMarked;
