package io.headgate.destination.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headgate.api.config.ConfigBinder;
import io.headgate.api.destination.IDataDestination;
import io.headgate.api.destination.RejectStore;
import io.headgate.api.source.RejectedRecord;
import io.headgate.testkit.destination.DestinationRejectSuite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class FileRejectTest extends DestinationRejectSuite {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    private Path folder;

    @Override
    protected IDataDestination createDestination() {
        return new FileDestinationFactory()
                .create("out", folder.toString(), ConfigBinder.bind(FileConfig.class, Map.of()));
    }

    @Override
    protected List<Map<String, @Nullable Object>> readTarget(String table) {
        return LandedFiles.rows(folder.resolve(table), List.of(NUMBERS));
    }

    @Override
    protected List<RejectedRecord> readRejects(String table) {
        return LandedFiles.rejects(folder.resolve(table));
    }

    @Override
    protected void repair(String table, UnaryOperator<String> raw) {
        edit(line -> {
            ObjectNode node = (ObjectNode) JSON.readTree(line);
            return node.put("raw", raw.apply(node.get("raw").stringValue())).toString();
        });
    }

    private void edit(UnaryOperator<String> change) {
        for (Path file : FileFixture.files(folder.resolve(table).resolve("_rejects"))) {
            List<String> lines = new ArrayList<>(FileFixture.lines(file));
            lines.replaceAll(change);
            try {
                Files.write(file, lines);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Test
    void aLineThatWasSpoiledStopsTheReplayBeforeAnythingIsClaimed() {
        RejectedRecord rejected = new RejectedRecord("a.csv:3", "BAD", "is bad", "x,y");
        land(plan(NUMBERS, "p0"), numbers(1, 2, List.of(rejected, rejected)));
        int[] line = {0};
        edit(text -> line[0]++ == 1 ? text.substring(0, text.length() / 2) : text);
        RejectStore.Selection selection = new RejectStore.Selection(table, "flow", "stream");
        try (IDataDestination destination = createDestination()) {
            RejectStore store = (RejectStore) destination;
            assertThatThrownBy(() -> store.claim(selection, UUID.randomUUID(), 1))
                    .hasMessageContaining(".rejects.jsonl:2: is not a rejected record");
        }
        assertThat(folder.resolve(table).resolve("_rejects/.replay")).doesNotExist();
    }
}
