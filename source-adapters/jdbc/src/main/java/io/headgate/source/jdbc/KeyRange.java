package io.headgate.source.jdbc;

import org.jspecify.annotations.Nullable;

/**
 * What lies between two keys of an order.
 *
 * @param from lower end; null for the beginning
 * @param to upper end; null for the end
 */
record KeyRange(@Nullable KeyBound from, @Nullable KeyBound to) {

    static final KeyRange ALL = new KeyRange(null, null);
}
