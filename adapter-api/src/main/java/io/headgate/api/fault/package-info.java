/** Named places at which a test may kill the process. */
@NullMarked
package io.headgate.api.fault;

import org.jspecify.annotations.NullMarked;
