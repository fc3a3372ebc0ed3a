package io.headgate.state;

import io.headgate.api.state.IDataSourceStateStorage;
import io.headgate.state.StateStorageSettings.Kind;
import java.nio.file.Path;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Every kind of storage, each on every database that it can live in. */
enum StoragePlace {
    MEMORY(Kind.MEMORY, StoragePlace::none),
    FILE(Kind.FILE, StoragePlace::none),
    PROPERTIES(Kind.PROPERTIES, StoragePlace::none),
    JDBC_ON_H2(Kind.JDBC, TestDatabases::h2),
    JDBC_ON_POSTGRESQL(Kind.JDBC, TestDatabases::postgres);

    private final Kind kind;
    private final Supplier<DataSource> database;

    StoragePlace(Kind kind, Supplier<DataSource> database) {
        this.kind = kind;
        this.database = database;
    }

    private static DataSource none() {
        return new DriverManagerDataSource("jdbc:none");
    }

    /** A new and empty storage. */
    IDataSourceStateStorage open(Path home) {
        return StateStorageFactory.create(new StateStorageSettings(kind, null), home, database.get());
    }
}
