package io.headgate.destination.jdbc;

import io.headgate.api.data.Field;

/** Where one field of the stream goes. */
record TargetColumn(Field field, String name, SqlType type) {}
