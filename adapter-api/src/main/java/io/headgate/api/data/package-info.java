/** Typed columnar batches: schema, columns, and the builder that fills them. */
@NullMarked
package io.headgate.api.data;

import org.jspecify.annotations.NullMarked;
