/** Made-up records, for first steps and load tests. The smallest complete source adapter. */
@NullMarked
package io.headgate.source.generated;

import org.jspecify.annotations.NullMarked;
