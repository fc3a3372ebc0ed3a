/** Configuration files: found, read, checked, and turned into flow definitions. */
@NullMarked
package io.headgate.config;

import org.jspecify.annotations.NullMarked;
