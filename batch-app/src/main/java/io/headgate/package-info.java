/** Headgate: exactly-once data ingestion on Spring Batch. */
@NullMarked
package io.headgate;

import org.jspecify.annotations.NullMarked;
