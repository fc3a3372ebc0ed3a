package io.headgate.api.destination;

import org.jspecify.annotations.Nullable;

/**
 * Entry point of a destination adapter, found by {@link java.util.ServiceLoader}: the adapter's jar lists its factories in {@code
 * META-INF/services/io.headgate.api.destination.IDataDestinationFactory}. Has a public constructor without parameters and no state.
 *
 * @param <C> the adapter's configuration, a record as {@link io.headgate.api.config.ConfigBinder} describes it
 */
public interface IDataDestinationFactory<C extends Record> {

    /** The name that a configuration uses: {@code method = "jdbc"}. Lower case, unique among all adapters. */
    String method();

    /** One sentence for {@code destinations}. */
    String description();

    /** The record that {@code config = { … }} binds to. */
    Class<C> configType();

    /**
     * Makes a destination. No I/O.
     *
     * @param destinationId id of the destination in the configuration
     * @param target where it is, as {@code target = "…"} says: a JDBC URL, a folder; null if the configuration has none
     * @throws io.headgate.api.config.ConfigException if the target does not fit, under the key {@code target}
     */
    IDataDestination create(String destinationId, @Nullable String target, C config);
}
