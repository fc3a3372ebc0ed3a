package io.headgate.source.jdbc;

import io.headgate.api.config.ConfigCheck;
import io.headgate.api.config.ConfigException;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.source.IDataSource;
import io.headgate.api.source.IDataSourceStream;
import io.headgate.api.source.StatementReport;
import io.headgate.api.state.IDataSourceState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A database as a source: a stream for each table, or one for a query. */
final class JdbcDataSource implements IDataSource, StatementReport {

    private static final System.Logger LOG = System.getLogger(JdbcDataSource.class.getName());

    private final String sourceId;
    private final JdbcSourceConfig config;
    private final Dialect dialect;
    private final SourceDatabase database;
    private volatile List<IDataSourceStream> streams = List.of();
    private @Nullable SourceAccess access;

    private JdbcDataSource(String sourceId, JdbcSourceConfig config, Dialect dialect, SourceDatabase database) {
        this.sourceId = sourceId;
        this.config = config;
        this.dialect = dialect;
        this.database = database;
    }

    /**
     * @param dialect of the database that the source is named after; null if the URL decides
     * @throws ConfigException if keys do not go with the database
     */
    static JdbcDataSource create(String sourceId, JdbcSourceConfig config, @Nullable Dialect dialect) {
        String given = config.url();
        if (given == null && dialect == null) {
            throw new ConfigException("url", "is required: the JDBC URL of the database");
        }
        if (given != null && !given.startsWith("jdbc:")) {
            throw new ConfigException("url", "is a JDBC URL, which begins with jdbc:");
        }
        if (given != null && new SourceUrl(given).holdsPassword()) {
            throw new ConfigException(
                    "url",
                    "holds a password, which would be stored and shown with it: use the keys username and password, and"
                            + " properties for others");
        }
        Dialect chosen = dialect == null ? Dialects.of(new SourceUrl(String.valueOf(given))) : dialect;
        if (given == null) {
            requirePlace(config, chosen);
        }
        SourceUrl url = chosen.adapt(given == null ? chosen.url(config) : new SourceUrl(given));
        return new JdbcDataSource(sourceId, config, chosen, new SourceDatabase(url, config, chosen));
    }

    private static void requirePlace(JdbcSourceConfig config, Dialect dialect) {
        new ConfigCheck()
                .require(config.database() != null, "database", "is required, or a url")
                .require(
                        dialect.isServer() || config.host() == null,
                        "host",
                        "means nothing here: the database is a file")
                .require(
                        dialect.isServer() || config.port() == null,
                        "port",
                        "means nothing here: the database is a file")
                .throwIfAny();
    }

    @Override
    public void connect(IDataSourceState state) {
        SourceAccess opened = dialect.access(database, config, sourceId);
        access = opened;
        List<SourceTable> tables = opened.tables();
        if (tables.isEmpty()) {
            throw new HeadgateException(
                    CommonErrorCode.NOT_FOUND,
                    "no table of " + database.errors().database() + " matches tables = " + config.tables()
                            + (config.schema() == null ? "" : " in schema '" + config.schema() + "'")
                            + ". Correct schema or tables, or grant the right to read them");
        }
        streams = tables.stream()
                .map(table -> dialect.stream(opened, table, config, state))
                .toList();
    }

    @Override
    public List<IDataSourceStream> streams() {
        return streams;
    }

    @Override
    public void close() {
        streams = List.of();
        SourceAccess open = access;
        access = null;
        if (open != null) {
            open.close();
            LongestStatement longest = database.clock().longest();
            if (longest != null) {
                LOG.log(
                        System.Logger.Level.INFO,
                        "Source {0}: longest of {1} statements {2} s: {3}",
                        sourceId,
                        longest.statements(),
                        longest.seconds(),
                        longest.text());
            }
        }
    }

    @Override
    public @Nullable LongestStatement longestStatement() {
        return database.clock().longest();
    }
}
