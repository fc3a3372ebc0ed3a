package io.headgate.config;

import io.headgate.api.config.ConfigBinder;
import io.headgate.api.config.ConfigException;
import io.headgate.api.destination.IDataDestination;
import io.headgate.api.destination.IDataDestinationFactory;
import io.headgate.api.destination.WriteMode;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.source.IDataSource;
import io.headgate.api.source.IDataSourceFactory;
import io.headgate.config.ConfigNode.Table;
import io.headgate.flow.AdapterRegistry;
import io.headgate.flow.DestinationDefinition;
import io.headgate.flow.SourceDefinition;

/** Lets each adapter judge its configuration: it is bound and the adapter made, which does no I/O, and thrown away. */
final class AdapterCheck {

    private static final String CONFIG = "config";

    private final AdapterRegistry registry;
    private final Secrets secrets;
    private final Problems problems;

    AdapterCheck(AdapterRegistry registry, Secrets secrets, Problems problems) {
        this.registry = registry;
        this.secrets = secrets;
        this.problems = problems;
    }

    void check(SourceDefinition source, Table table, String path) {
        guarded(table, path, () -> checkSource(registry.source(source.name()), source, table, path));
    }

    void check(DestinationDefinition destination, Table table, String path) {
        guarded(
                table,
                path,
                () -> checkDestination(registry.destination(destination.method()), destination, table, path));
    }

    /** Whether a flow's destination has its write mode. */
    void checkMode(DestinationDefinition destination, WriteMode mode, Position position, String path) {
        try {
            checkMode(registry.destination(destination.method()), destination, mode);
        } catch (ConfigException e) {
            // A mistake in the destination itself has been noted where it stands.
        } catch (HeadgateException e) {
            problems.wrong(position, path, String.valueOf(e.getMessage()));
        }
    }

    private <C extends Record> void checkMode(
            IDataDestinationFactory<C> factory, DestinationDefinition destination, WriteMode mode) {
        C config = ConfigBinder.bind(factory.configType(), destination.config());
        try (IDataDestination made = factory.create(destination.id(), destination.target(), config)) {
            made.guarantee(mode);
        }
    }

    private <C extends Record> void checkSource(
            IDataSourceFactory<C> factory, SourceDefinition source, Table table, String path) {
        Table config = config(table, factory.configType());
        guarded(config, KeyPath.join(path, CONFIG), () -> {
            IDataSource made = factory.create(source.id(), ConfigBinder.bind(factory.configType(), source.config()));
            made.close();
        });
    }

    private <C extends Record> void checkDestination(
            IDataDestinationFactory<C> factory, DestinationDefinition destination, Table table, String path) {
        Table config = config(table, factory.configType());
        guarded(config, KeyPath.join(path, CONFIG), () -> {
            C bound = ConfigBinder.bind(factory.configType(), destination.config());
            create(factory, destination, bound, table, path);
        });
    }

    private <C extends Record> void create(
            IDataDestinationFactory<C> factory, DestinationDefinition destination, C bound, Table table, String path) {
        try {
            IDataDestination made = factory.create(destination.id(), destination.target(), bound);
            made.close();
        } catch (ConfigException e) {
            // The target stands beside the adapter's own keys, not among them.
            boolean aboutTarget =
                    e.problems().stream().allMatch(problem -> problem.key().equals("target"));
            if (!aboutTarget) {
                throw e;
            }
            problems.all(e, table, path);
        }
    }

    private Table config(Table table, Class<? extends Record> type) {
        Table config = table.get(CONFIG) instanceof Table found ? found : Table.empty(table.position());
        secrets.hideByType(type, config);
        return config;
    }

    private void guarded(Table table, String path, Runnable check) {
        try {
            check.run();
        } catch (ConfigException e) {
            problems.all(e, table, path);
        } catch (HeadgateException | IllegalArgumentException e) {
            problems.wrong(table.position(), path, String.valueOf(e.getMessage()));
        }
    }
}
