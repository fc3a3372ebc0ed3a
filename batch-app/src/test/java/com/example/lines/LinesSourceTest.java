package com.example.lines;

import io.headgate.api.source.IDataSource;
import io.headgate.testkit.source.SourceRestartSuite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class LinesSourceTest extends SourceRestartSuite {

    @TempDir
    Path folder;

    @BeforeEach
    void writeFile() throws IOException {
        Files.writeString(
                folder.resolve("poem.txt"),
                IntStream.range(0, 100).mapToObj(i -> "line " + i + "\n").collect(Collectors.joining()));
    }

    @Override
    protected IDataSource createSource() {
        String file = folder.resolve("poem.txt").toString();
        return new LinesSourceFactory().create("poem", new LinesSourceFactory.Config(file));
    }
}
