package io.headgate.job;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Connections of the embedded JobRepository of which one at a time writes, from a transaction's first statement that is no query to its
 * end. H2 stores its maps one after the other, and not at one moment: of a transaction that is under way meanwhile some changes may be
 * stored and others not, and a process that is killed before the next store leaves half of it. Queries do not wait, and neither does a
 * transaction within another one of the same thread. A connection belongs to the thread that writes with it.
 */
public final class OneWriter extends DelegatingDataSource {

    private final WritersTurn turn;

    /**
     * @param home the folder that all who write to the database share
     */
    public OneWriter(DataSource connections, Path home) {
        // No longer than the renewal of a lease may be late.
        this(
                connections,
                new WritersTurn(
                        home.resolve("repository.writer"),
                        LeaseTime.configured().renewal()));
    }

    OneWriter(DataSource connections, WritersTurn turn) {
        super(connections);
        this.turn = turn;
    }

    /**
     * A JobRepository whose methods that write wait for their turn first. Spring Batch's own objects hold locks while they execute their
     * statements: who got to wait for the turn within those would keep out the one who has it.
     *
     * @param dataSource of the JobRepository; one without turns changes nothing
     */
    static JobRepository inFrontOf(JobRepository repository, DataSource dataSource) {
        try {
            return dataSource.isWrapperFor(OneWriter.class)
                    ? dataSource.unwrap(OneWriter.class).inFrontOf(repository)
                    : repository;
        } catch (SQLException e) {
            throw new IllegalStateException("a data source that does not know what it wraps", e);
        }
    }

    private JobRepository inFrontOf(JobRepository repository) {
        return (JobRepository) Proxy.newProxyInstance(
                OneWriter.class.getClassLoader(), new Class<?>[] {JobRepository.class}, (proxy, method, arguments) -> {
                    boolean writes = writes(method.getName());
                    if (writes) {
                        turn.take();
                    }
                    try {
                        return method.invoke(repository, arguments);
                    } catch (InvocationTargetException e) {
                        throw cause(e);
                    } finally {
                        if (writes) {
                            turn.giveBack();
                        }
                    }
                });
    }

    private static boolean writes(String method) {
        return method.startsWith("create") || method.startsWith("update") || method.startsWith("delete");
    }

    private static Throwable cause(InvocationTargetException e) {
        return e.getCause() == null ? e : e.getCause();
    }

    @Override
    public Connection getConnection() throws SQLException {
        TurnTaker taker = new TurnTaker(super.getConnection());
        return (Connection) Proxy.newProxyInstance(
                OneWriter.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> taker.call(method, arguments));
    }

    /** One connection, from when it is taken from the pool until it is given back. */
    private final class TurnTaker {
        private final Connection connection;
        private boolean writes;

        TurnTaker(Connection connection) {
            this.connection = connection;
        }

        @Nullable
        Object call(Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
            String name = method.getName();
            if (!writes && begins(name, arguments)) {
                turn.take();
                writes = true;
            }
            try {
                return method.invoke(connection, arguments);
            } catch (InvocationTargetException e) {
                throw cause(e);
            } finally {
                if (writes && ends(name, arguments)) {
                    writes = false;
                    turn.giveBack();
                }
            }
        }

        /** A statement without its text may be anything. */
        private static boolean begins(String name, @Nullable Object @Nullable [] arguments) {
            return switch (name) {
                case "createStatement", "prepareCall" -> true;
                case "prepareStatement" -> arguments == null || !isQuery(String.valueOf(arguments[0]));
                default -> false;
            };
        }

        private static boolean isQuery(String sql) {
            String text = sql.strip().toUpperCase(Locale.ROOT);
            return text.startsWith("SELECT") && !text.contains("FOR UPDATE") && !text.contains("NEXT VALUE");
        }

        /** Not a rollback to a savepoint. */
        private static boolean ends(String name, @Nullable Object @Nullable [] arguments) {
            return switch (name) {
                case "commit", "close" -> true;
                case "rollback" -> arguments == null;
                default -> false;
            };
        }
    }
}
