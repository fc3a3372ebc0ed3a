package io.headgate.cli;

import io.headgate.api.config.Nearest;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import io.headgate.config.LoadedConfiguration;
import io.headgate.flow.DataFlowMappingDefinition;
import java.util.List;
import java.util.stream.Collectors;

/** The flows that a command names. */
final class SelectedFlows {

    private SelectedFlows() {}

    /**
     * In the order of the configuration; all of them if the command names none.
     *
     * @throws HeadgateException if one is not defined, or there is none at all to run
     */
    static List<DataFlowMappingDefinition> of(Command command, LoadedConfiguration loaded) {
        List<String> known = loaded.configuration().flowNames();
        List<String> wanted = command.flows();
        if (known.isEmpty() && !wanted.isEmpty()) {
            throw new HeadgateException(
                    CommonErrorCode.NOT_FOUND,
                    "nothing to run: " + String.join(", ", loaded.files()) + " defines no flow; add a [[flows]] table");
        }
        if (wanted.isEmpty() || command.allFlows()) {
            return loaded.configuration().flows();
        }
        String unknown = wanted.stream()
                .filter(name -> !known.contains(name))
                .map(name -> "there is no flow '" + name + "' in " + String.join(", ", loaded.files())
                        + Nearest.suggest(name, known))
                .collect(Collectors.joining("\n"));
        if (!unknown.isEmpty()) {
            throw new HeadgateException(CommonErrorCode.NOT_FOUND, unknown);
        }
        return loaded.configuration().flows().stream()
                .filter(flow -> wanted.contains(flow.name()))
                .toList();
    }
}
