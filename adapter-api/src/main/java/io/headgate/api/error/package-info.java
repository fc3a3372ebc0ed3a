/** Errors that carry a code, an owner and a sentence that says what to do. */
@NullMarked
package io.headgate.api.error;

import org.jspecify.annotations.NullMarked;
