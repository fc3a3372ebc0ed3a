/** What the author of a custom transform implements. */
@NullMarked
package io.headgate.api.transform;

import org.jspecify.annotations.NullMarked;
