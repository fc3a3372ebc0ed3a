/**
 * The checkpoint switched off, for the table that tells what it costs. The harness puts these classes on the class path of the
 * program that it measures, behind its own; the program itself has no such switch.
 */
@NullMarked
package io.headgate.benchmarks.unchecked;

import org.jspecify.annotations.NullMarked;
