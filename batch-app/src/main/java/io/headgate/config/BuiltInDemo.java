package io.headgate.config;

/** What runs in an empty folder. */
final class BuiltInDemo {

    static final ConfigText TEXT = new ConfigText(
            "built-in demo",
            """
            [sources.auto]
            name = "auto-generated-data"
            config = { num_records = 1000, num_streams = 2 }

            [destinations.out]
            method = "file"
            target = "${HEADGATE_HOME:headgate-data}/out"

            [[flows]]
            name = "auto"
            from = "auto"
            to = "out"
            """);

    private BuiltInDemo() {}
}
