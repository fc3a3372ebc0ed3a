/** Sources that are databases: PostgreSQL by binary COPY, all others through JDBC. */
@NullMarked
package io.headgate.source.jdbc;

import org.jspecify.annotations.NullMarked;
