package io.headgate.source.http;

import io.headgate.api.config.ConfigCheck;
import io.headgate.api.config.ConfigKey;
import java.util.Map;

/** The endpoint whose records a child endpoint is asked for. */
record ApiParent(
        @ConfigKey(value = "the name of the parent endpoint", required = true) String endpoint,
        @ConfigKey(
                        value =
                                "name and JSON pointer within a parent's record: used as {name} in the child's path, query"
                                        + " and body, and added to each of its records as a column",
                        required = true)
                Map<String, String> fields) {

    ApiParent {
        ConfigCheck check =
                new ConfigCheck().require(!fields.isEmpty(), "fields", "is empty: name what the path needs");
        fields.forEach((name, pointer) ->
                check.require(pointer.startsWith("/"), "fields." + name, "is a JSON pointer, which begins with /"));
        check.throwIfAny();
    }
}
