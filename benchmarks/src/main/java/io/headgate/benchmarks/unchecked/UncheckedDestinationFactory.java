package io.headgate.benchmarks.unchecked;

import io.headgate.api.config.ConfigBinder;
import io.headgate.api.destination.IDataDestination;
import io.headgate.api.destination.IDataDestinationFactory;
import java.util.Map;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** Any other destination, all its keys at their defaults, without checkpoints. */
public final class UncheckedDestinationFactory implements IDataDestinationFactory<UncheckedConfig> {

    @Override
    public String method() {
        return "unchecked";
    }

    @Override
    public String description() {
        return "Another destination without checkpoints: not exactly once, only to measure what checkpoints cost";
    }

    @Override
    public Class<UncheckedConfig> configType() {
        return UncheckedConfig.class;
    }

    @Override
    public IDataDestination create(String destinationId, @Nullable String target, UncheckedConfig config) {
        for (IDataDestinationFactory<?> factory :
                ServiceLoader.load(IDataDestinationFactory.class, getClass().getClassLoader())) {
            if (factory.method().equals(config.method())) {
                return new UncheckedDestination(create(factory, destinationId, target));
            }
        }
        throw new IllegalArgumentException("there is no destination '" + config.method() + "'");
    }

    private static <C extends Record> IDataDestination create(
            IDataDestinationFactory<C> factory, String destinationId, @Nullable String target) {
        return factory.create(destinationId, target, ConfigBinder.bind(factory.configType(), Map.of()));
    }
}
