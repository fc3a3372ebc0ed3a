package io.headgate.flow;

import io.headgate.api.config.Secret;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A flow: one source to one destination. {@code [[flows]]} of a configuration file, or the same from Java.
 *
 * @param name name of the Batch Job; 1 to 100 letters, digits, dots, dashes and underscores
 * @param from the source
 * @param to the destination
 * @param options how it reads and lands
 * @param map changes or drops records on the way; null leaves them as they are
 * @param secrets texts that are not stored in the history, wherever in the configuration they stand; a {@link Secret} of an adapter's
 *     configuration never is and need not be among them
 */
public record DataFlowMappingDefinition(
        String name,
        SourceDefinition from,
        DestinationDefinition to,
        FlowOptions options,
        @Nullable RecordMap map,
        List<Secret> secrets) {

    /**
     * @throws IllegalArgumentException if the name cannot be one
     */
    public DataFlowMappingDefinition {
        secrets = List.copyOf(secrets);
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}")) {
            throw new IllegalArgumentException("'" + name + "' is no flow name: 1 to 100 letters, digits, dots, dashes"
                    + " and underscores, beginning with a letter or digit");
        }
    }

    /** A flow whose secrets are all of the type {@link Secret}. */
    public DataFlowMappingDefinition(
            String name,
            SourceDefinition from,
            DestinationDefinition to,
            FlowOptions options,
            @Nullable RecordMap map) {
        this(name, from, to, options, map, List.of());
    }

    /** A flow named by its source, with all options at their defaults. */
    public static DataFlowMappingDefinition of(SourceDefinition from, DestinationDefinition to) {
        return new DataFlowMappingDefinition(from.id(), from, to, FlowOptions.defaults(), null);
    }

    public DataFlowMappingDefinition named(String newName) {
        return new DataFlowMappingDefinition(newName, from, to, options, map, secrets);
    }

    public DataFlowMappingDefinition with(FlowOptions newOptions) {
        return new DataFlowMappingDefinition(name, from, to, newOptions, map, secrets);
    }

    public DataFlowMappingDefinition mappedBy(RecordMap newMap) {
        return new DataFlowMappingDefinition(name, from, to, options, newMap, secrets);
    }
}
