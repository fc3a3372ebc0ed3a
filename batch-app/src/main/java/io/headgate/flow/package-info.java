/** A flow as a user or an embedding program sees it: definitions, adapters, and the engine that runs them. */
@NullMarked
package io.headgate.flow;

import org.jspecify.annotations.NullMarked;
