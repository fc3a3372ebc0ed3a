package io.headgate.job;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Connections of an embedded database of which one at a time writes, from a transaction's first statement that is no query to its end. H2
 * stores its maps one after the other, and not at one moment: of a transaction that commits meanwhile some changes may be stored and
 * others not, and a process that is killed before the next store leaves half of it. Queries do not wait, and neither does a
 * transaction within another one of the same thread. A connection belongs to the thread that writes with it.
 */
public final class OneWriter extends DelegatingDataSource {

    private final ReentrantLock turn = new ReentrantLock();

    public OneWriter(DataSource connections) {
        super(connections);
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
        Object call(Method method, Object @Nullable [] arguments) throws Throwable {
            String name = method.getName();
            if (!writes && begins(name, arguments)) {
                turn.lock();
                writes = true;
            }
            try {
                return method.invoke(connection, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause() == null ? e : e.getCause();
            } finally {
                if (writes && (name.equals("commit") || name.equals("rollback") || name.equals("close"))) {
                    writes = false;
                    turn.unlock();
                }
            }
        }

        /** A statement without its text may be anything. */
        private static boolean begins(String name, Object @Nullable [] arguments) {
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
    }
}
