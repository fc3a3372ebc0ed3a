/** What passes between reader and writer, and what is remembered from run to run. */
@NullMarked
package io.headgate.state;

import org.jspecify.annotations.NullMarked;
