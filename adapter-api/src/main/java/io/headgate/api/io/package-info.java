/** What adapters and the program need of files alike. */
@NullMarked
package io.headgate.api.io;

import org.jspecify.annotations.NullMarked;
