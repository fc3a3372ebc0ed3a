/** What the suites share: checksums and state kept in memory. */
@NullMarked
package io.headgate.testkit;

import org.jspecify.annotations.NullMarked;
