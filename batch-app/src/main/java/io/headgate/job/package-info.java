/** A flow as a Batch Job: its instances, its lease, its recovery, its history. */
@NullMarked
package io.headgate.job;

import org.jspecify.annotations.NullMarked;
