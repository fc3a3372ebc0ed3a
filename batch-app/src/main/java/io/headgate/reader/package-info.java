/** From a source's cursor to chunks of payloads. */
@NullMarked
package io.headgate.reader;

import org.jspecify.annotations.NullMarked;
