/** The destination {@code file}: CSV and JSON Lines in a folder, exactly once. docs/destinations/file.md describes it. */
@NullMarked
package io.headgate.destination.file;

import org.jspecify.annotations.NullMarked;
