package io.headgate.destination.jdbc;

import io.headgate.api.destination.IDataDestination;
import java.util.Map;
import java.util.function.Supplier;

/** The destination of a child process that is about to be killed. Its parent says by system properties where the database is. */
public final class ChildDestination implements Supplier<IDataDestination> {

    private static final String URL = "headgate.test.url";
    private static final String USERNAME = "headgate.test.username";
    private static final String PASSWORD = "headgate.test.password";

    static Map<String, String> properties(TestDatabase database) {
        return Map.of(URL, database.url(), USERNAME, database.username(), PASSWORD, database.password());
    }

    @Override
    public IDataDestination get() {
        return new TestDatabase(System.getProperty(URL), System.getProperty(USERNAME), System.getProperty(PASSWORD))
                .destination();
    }
}
