package io.headgate.config;

import io.headgate.flow.DataFlowMappingDefinition;
import io.headgate.flow.DestinationDefinition;
import io.headgate.flow.SourceDefinition;
import io.headgate.state.StateStorageSettings;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the configuration files say, checked. Immutable.
 *
 * @param sources by id, in the order of the files
 * @param destinations by id, in the order of the files
 * @param flows in the order of the files; names are unique
 * @param state where state is kept
 */
public record HeadgateConfiguration(
        Map<String, SourceDefinition> sources,
        Map<String, DestinationDefinition> destinations,
        List<DataFlowMappingDefinition> flows,
        StateStorageSettings state) {

    public HeadgateConfiguration {
        sources = Collections.unmodifiableMap(new LinkedHashMap<>(sources));
        destinations = Collections.unmodifiableMap(new LinkedHashMap<>(destinations));
        flows = List.copyOf(flows);
    }

    public Optional<DataFlowMappingDefinition> flow(String name) {
        return flows.stream().filter(flow -> flow.name().equals(name)).findFirst();
    }

    public List<String> flowNames() {
        return flows.stream().map(DataFlowMappingDefinition::name).toList();
    }
}
