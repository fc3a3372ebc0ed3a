/** What a destination adapter implements: factory, destination, target, partition writer. */
@NullMarked
package io.headgate.api.destination;

import org.jspecify.annotations.NullMarked;
