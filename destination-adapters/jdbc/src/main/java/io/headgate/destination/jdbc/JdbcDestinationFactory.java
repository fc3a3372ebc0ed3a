package io.headgate.destination.jdbc;

import io.headgate.api.config.ConfigException;
import io.headgate.api.destination.IDataDestination;
import io.headgate.api.destination.IDataDestinationFactory;
import org.jspecify.annotations.Nullable;

/** The destination {@code method = "jdbc"}: tables of a PostgreSQL or H2 database. */
public final class JdbcDestinationFactory implements IDataDestinationFactory<JdbcDestinationConfig> {

    @Override
    public String method() {
        return "jdbc";
    }

    @Override
    public String description() {
        return "Tables of a PostgreSQL (COPY) or H2 database; target is the JDBC URL";
    }

    @Override
    public Class<JdbcDestinationConfig> configType() {
        return JdbcDestinationConfig.class;
    }

    @Override
    public IDataDestination create(String destinationId, @Nullable String target, JdbcDestinationConfig config) {
        if (target == null || target.isBlank()) {
            throw new ConfigException(
                    "target",
                    "is required: the JDBC URL of the database, such as jdbc:postgresql://host:5432/database");
        }
        JdbcUrl url = JdbcUrl.parse(target.trim());
        String schema = config.schema() == null || config.schema().isBlank() ? null : config.schema();
        return new JdbcDestination(new JdbcDatabase(url, config, Dialect.of(url)), schema);
    }
}
