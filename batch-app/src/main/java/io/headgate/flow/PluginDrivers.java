package io.headgate.flow;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.logging.Logger;

/**
 * Makes the JDBC drivers of a plugin folder known. {@link DriverManager} gives nobody a driver that its class loader does not see, so
 * each is registered by way of a class that everybody sees.
 */
final class PluginDrivers {

    private PluginDrivers() {}

    /**
     * @param plugins loader of the folder's jars; drivers of its parents are known already
     */
    static void register(ClassLoader plugins) {
        ServiceLoader.load(Driver.class, plugins).stream()
                .filter(provider -> provider.type().getClassLoader() == plugins)
                .map(ServiceLoader.Provider::get)
                .forEach(PluginDrivers::register);
    }

    private static void register(Driver driver) {
        try {
            DriverManager.registerDriver(new Visible(driver));
        } catch (SQLException e) {
            throw new IllegalStateException("a driver cannot be registered: " + driver.getClass(), e);
        }
    }

    private record Visible(Driver driver) implements Driver {

        @Override
        public Connection connect(String url, Properties info) throws SQLException {
            return driver.connect(url, info);
        }

        @Override
        public boolean acceptsURL(String url) throws SQLException {
            return driver.acceptsURL(url);
        }

        @Override
        public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) throws SQLException {
            return driver.getPropertyInfo(url, info);
        }

        @Override
        public int getMajorVersion() {
            return driver.getMajorVersion();
        }

        @Override
        public int getMinorVersion() {
            return driver.getMinorVersion();
        }

        @Override
        public boolean jdbcCompliant() {
            return driver.jdbcCompliant();
        }

        @Override
        public Logger getParentLogger() throws java.sql.SQLFeatureNotSupportedException {
            return driver.getParentLogger();
        }
    }
}
