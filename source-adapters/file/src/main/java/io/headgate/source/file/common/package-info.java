/**
 * What all sources of files have in common: finding files, deciding what of them is new, sharing them out over partitions, and
 * reading on from a place. A format comes in as a {@link io.headgate.source.file.common.FileFormat}.
 */
@NullMarked
package io.headgate.source.file.common;

import org.jspecify.annotations.NullMarked;
