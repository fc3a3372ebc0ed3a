/** Lands streams in database tables: PostgreSQL by COPY, H2 by batched inserts; rows, rejects and checkpoint in one transaction. */
@NullMarked
package io.headgate.destination.jdbc;

import org.jspecify.annotations.NullMarked;
