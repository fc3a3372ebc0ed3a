package io.headgate.api.transform;

/**
 * Entry point of a custom transform, found by {@link java.util.ServiceLoader}: its jar, in {@code plugins/}, lists its factories in
 * {@code META-INF/services/io.headgate.api.transform.IRecordTransformFactory}. Has a public constructor without parameters and no
 * state.
 *
 * @param <C> the transform's configuration, a record as {@link io.headgate.api.config.ConfigBinder} describes it
 */
public interface IRecordTransformFactory<C extends Record> {

    /** The name that a configuration uses: {@code custom = { name = "geohash" }}. Lower case, unique among all transforms. */
    String name();

    /** One sentence for people. */
    String description();

    /** The record that {@code config = { … }} binds to. */
    Class<C> configType();

    /** Makes a transform. No I/O. */
    RecordTransform create(C config);
}
