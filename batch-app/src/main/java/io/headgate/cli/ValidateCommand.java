package io.headgate.cli;

import io.headgate.config.ConfigurationError;
import io.headgate.config.HeadgateConfiguration;
import io.headgate.config.LoadedConfiguration;
import io.headgate.flow.AdapterRegistry;
import io.headgate.flow.DataFlowMappingDefinition;
import io.headgate.flow.FlowInspector.SourceCheck;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code validate}: looks whether the columns that a flow's transforms and rules name are there, and says that there is no mistake.
 * Other mistakes have ended reading the configuration before.
 */
final class ValidateCommand {

    private final AdapterRegistry adapters;
    private final Output output;
    private final Failures failures;

    ValidateCommand(AdapterRegistry adapters, Output output, Failures failures) {
        this.adapters = adapters;
        this.output = output;
        this.failures = failures;
    }

    int run(LoadedConfiguration loaded, List<DataFlowMappingDefinition> flows) {
        List<ConfigurationError> errors = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (DataFlowMappingDefinition flow : flows) {
            SourceCheck check = adapters.checkSource(flow);
            errors.addAll(loaded.locate(flow, check.problems()));
            check.notes().stream().map(loaded::redact).forEach(notes::add);
        }
        if (!errors.isEmpty()) {
            return failures.configuration(errors);
        }
        return valid(loaded, flows, notes);
    }

    private int valid(LoadedConfiguration loaded, List<DataFlowMappingDefinition> flows, List<String> notes) {
        HeadgateConfiguration configuration = loaded.configuration();
        notes.forEach(note -> output.note("Note: " + note));
        List<String> lines = new ArrayList<>();
        lines.add(String.join(", ", loaded.files()) + ": no mistakes; "
                + count(configuration.sources().size(), "source") + ", "
                + count(configuration.destinations().size(), "destination") + ", "
                + count(flows.size(), "flow"));
        TextTable table = new TextTable("flow", "from", "to", "write mode");
        List<Map<String, Object>> list = new ArrayList<>();
        for (DataFlowMappingDefinition flow : flows) {
            String mode = Documents.lower(flow.options().writeMode());
            table.row(
                    flow.name(),
                    flow.from().id() + " (" + flow.from().name() + ")",
                    flow.to().id() + " (" + flow.to().method() + ")",
                    mode);
            list.add(Documents.of(
                    "name",
                    flow.name(),
                    "from",
                    flow.from().id(),
                    "to",
                    flow.to().id(),
                    "write_mode",
                    mode));
        }
        if (!table.isEmpty()) {
            lines.add("");
            lines.addAll(table.lines());
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("valid", true);
        document.put("files", loaded.files());
        document.put("sources", List.copyOf(configuration.sources().keySet()));
        document.put("destinations", List.copyOf(configuration.destinations().keySet()));
        document.put("flows", list);
        document.put("notes", notes);
        output.result(lines, document);
        return ExitCode.COMPLETED;
    }

    private static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
