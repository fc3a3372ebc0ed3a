/** Source {@code avro}: Avro container files, read by block. */
@NullMarked
package io.headgate.source.avro;

import org.jspecify.annotations.NullMarked;
