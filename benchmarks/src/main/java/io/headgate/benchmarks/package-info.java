/** Measures Headgate against what it is compared with, in the same run. Started by hand, never by a build. */
@NullMarked
package io.headgate.benchmarks;

import org.jspecify.annotations.NullMarked;
