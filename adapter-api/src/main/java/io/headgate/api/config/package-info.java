/** Adapter configuration as validated records. */
@NullMarked
package io.headgate.api.config;

import org.jspecify.annotations.NullMarked;
