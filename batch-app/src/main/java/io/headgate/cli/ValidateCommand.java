package io.headgate.cli;

import io.headgate.config.HeadgateConfiguration;
import io.headgate.config.LoadedConfiguration;
import io.headgate.flow.DataFlowMappingDefinition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code validate}: says that there is no mistake. Where there is one, reading the configuration has ended before. */
final class ValidateCommand {

    private ValidateCommand() {}

    static int run(LoadedConfiguration loaded, List<DataFlowMappingDefinition> flows, Output output) {
        HeadgateConfiguration configuration = loaded.configuration();
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
        output.result(lines, document);
        return ExitCode.COMPLETED;
    }

    private static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
