package io.headgate.source.http;

import io.headgate.api.config.ConfigCheck;
import io.headgate.api.config.ConfigKey;
import java.util.HashSet;
import java.util.List;

/** Values of a parameter that divide what an endpoint has into parts that are read side by side. */
record ApiSplit(
        @ConfigKey(value = "the query parameter, or a name used as {name}", required = true) String parameter,
        @ConfigKey(value = "its values; together they are everything, and no record belongs to two", required = true)
                List<String> values) {

    private static final int MOST = 1000;

    ApiSplit {
        new ConfigCheck()
                .require(!values.isEmpty() && values.size() <= MOST, "values", "has from 1 to 1000 values")
                .require(new HashSet<>(values).size() == values.size(), "values", "names a value twice")
                .throwIfAny();
    }
}
