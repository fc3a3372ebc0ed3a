/** What a source adapter implements: factory, source, stream, cursor. */
@NullMarked
package io.headgate.api.source;

import org.jspecify.annotations.NullMarked;
