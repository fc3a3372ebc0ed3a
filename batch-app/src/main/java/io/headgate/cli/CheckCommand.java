package io.headgate.cli;

import io.headgate.api.config.Nearest;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import io.headgate.config.LoadedConfiguration;
import io.headgate.flow.AdapterRegistry;
import io.headgate.flow.SourceDefinition;
import io.headgate.flow.SourceSample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code check}: can this source be opened and read? Needs no flow and no JobRepository, and changes nothing. */
final class CheckCommand {

    private static final int DEFAULT_RECORDS = 3;

    private final AdapterRegistry adapters;
    private final Output output;
    private final Failures failures;
    private final LoadedConfiguration loaded;
    private final StreamText text;

    CheckCommand(AdapterRegistry adapters, Output output, Failures failures, LoadedConfiguration loaded) {
        this.adapters = adapters;
        this.output = output;
        this.failures = failures;
        this.loaded = loaded;
        this.text = new StreamText(loaded::redact, loaded::redact);
    }

    int check(String id, Command command) {
        SourceDefinition source = source(id);
        List<SourceSample> samples;
        try {
            samples = adapters.sample(source, command.key("stream"), command.number("records", DEFAULT_RECORDS));
        } catch (RuntimeException e) {
            return failures.thrown(e, loaded::redact);
        }
        samples.stream().map(SourceSample::failure).forEach(this::trace);
        int exitCode =
                ExitCode.worst(samples.stream().map(CheckCommand::exitCode).toList());
        List<String> lines = new ArrayList<>();
        lines.add(source.id() + " (" + source.name() + "): " + verdict(samples));
        samples.forEach(sample -> lines.addAll(lines(sample)));
        output.result(
                lines,
                Documents.of(
                        "source", source.id(),
                        "adapter", source.name(),
                        "readable", exitCode == ExitCode.COMPLETED,
                        "streams", samples.stream().map(this::document).toList(),
                        "exit_code", exitCode));
        return exitCode;
    }

    private SourceDefinition source(String id) {
        Map<String, SourceDefinition> sources = loaded.configuration().sources();
        SourceDefinition source = sources.get(id);
        if (source == null) {
            throw new HeadgateException(
                    CommonErrorCode.NOT_FOUND,
                    "there is no source '" + id + "' in " + String.join(", ", loaded.files())
                            + Nearest.suggest(id, sources.keySet()));
        }
        return source;
    }

    private void trace(@Nullable RuntimeException failure) {
        if (failure != null) {
            failures.trace(failure);
        }
    }

    private static int exitCode(SourceSample sample) {
        RuntimeException failure = sample.failure();
        if (failure != null) {
            return Failures.exitCode(failure);
        }
        return sample.rejected().isEmpty() ? ExitCode.COMPLETED : ExitCode.CHECK_FAILED;
    }

    private static String verdict(List<SourceSample> samples) {
        long failed =
                samples.stream().filter(sample -> sample.failure() != null).count();
        String streams = Numbers.grouped(samples.size()) + (samples.size() == 1 ? " stream" : " streams");
        if (failed > 0) {
            return streams + ", " + Numbers.grouped(failed) + " of them cannot be read";
        }
        boolean rejected =
                samples.stream().anyMatch(sample -> !sample.rejected().isEmpty());
        return streams + (rejected ? ", with records that would be rejected" : ", readable");
    }

    private List<String> lines(SourceSample sample) {
        List<String> lines = new ArrayList<>(List.of("", TextTable.visible(sample.stream()) + ":"));
        if (sample.schema() != null) {
            lines.addAll(StreamText.fields(sample.schema()));
        }
        if (sample.records() != null) {
            lines.add("");
            lines.addAll(text.records(sample.records()));
        }
        sample.rejected().forEach(rejected -> lines.add(text.describe(rejected)));
        if (sample.failure() != null) {
            lines.add("  cannot be read: " + TextTable.visible(message(sample.failure())));
        }
        return lines;
    }

    private String message(RuntimeException failure) {
        return loaded.redact(Failures.message(failure));
    }

    private Map<String, @Nullable Object> document(SourceSample sample) {
        RuntimeException failure = sample.failure();
        return Documents.of(
                "stream",
                sample.stream(),
                "fields",
                sample.schema() == null ? null : StreamText.fieldDocuments(sample.schema()),
                "primary_key",
                sample.schema() == null ? null : sample.schema().primaryKey(),
                "records",
                sample.records() == null ? List.of() : text.recordDocuments(sample.records()),
                "rejected",
                sample.rejected().stream().map(text::document).toList(),
                "error",
                failure == null ? null : Documents.of("code", Failures.code(failure), "message", message(failure)));
    }
}
