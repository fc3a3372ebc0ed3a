package io.headgate.api.source;

/**
 * Entry point of a source adapter, found by {@link java.util.ServiceLoader}: the adapter's jar lists its factories in {@code
 * META-INF/services/io.headgate.api.source.IDataSourceFactory}. Has a public constructor without parameters and no state.
 *
 * @param <C> the adapter's configuration, a record as {@link io.headgate.api.config.ConfigBinder} describes it
 */
public interface IDataSourceFactory<C extends Record> {

    /** The name that a configuration uses: {@code name = "csv"}. Lower case, unique among all adapters. */
    String name();

    /** One sentence for {@code sources}. */
    String description();

    /** The record that {@code config = { … }} binds to. */
    Class<C> configType();

    /**
     * Makes a source. No I/O: whatever needs the outside world waits for {@link IDataSource#connect}.
     *
     * @param sourceId id of the source in the configuration; a source with a single stream names it by this id
     */
    IDataSource create(String sourceId, C config);
}
