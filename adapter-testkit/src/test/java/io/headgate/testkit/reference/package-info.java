/** Adapters that keep the contract, and on demand break one clause of it, so that the suites themselves can be tested. */
@NullMarked
package io.headgate.testkit.reference;

import org.jspecify.annotations.NullMarked;
