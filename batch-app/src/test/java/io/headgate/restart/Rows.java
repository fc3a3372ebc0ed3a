package io.headgate.restart;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What a source holds: records in some CSV files, always the same for the same numbers, awkward where CSV can be, and every so
 * often one that cannot be read. Each has one text by which it is recognised where it has landed.
 *
 * @param landing texts of the records that must land
 * @param rejects texts of the records that must be rejected, as they are in the file
 */
record Rows(Set<String> landing, Set<String> rejects) {

    static final int FILES = 3;

    /**
     * Writes the files.
     *
     * @param rejectEvery each so-manieth record has a field too many; 0 for none
     */
    static Rows write(Path folder, int count, int rejectEvery) {
        Set<String> landing = new LinkedHashSet<>();
        Set<String> rejects = new LinkedHashSet<>();
        try {
            Files.createDirectories(folder);
            for (int file = 0; file < FILES; file++) {
                Path path = folder.resolve("rows-" + file + ".csv");
                try (BufferedWriter out = Files.newBufferedWriter(path, StandardCharsets.UTF_8)) {
                    out.write("id,name,amount,day\n");
                    for (int id = 1 + file; id <= count; id += FILES) {
                        boolean rejected = rejectEvery > 0 && id % rejectEvery == 0;
                        String line = line(id) + (rejected ? ",one too many" : "");
                        out.write(line + "\n");
                        if (rejected) {
                            rejects.add(line);
                        } else {
                            landing.add(text(id, name(id), amount(id), day(id)));
                        }
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Rows(landing, rejects);
    }

    private static String line(int id) {
        return id + ",\"" + name(id).replace("\"", "\"\"") + "\"," + amount(id) + "," + day(id);
    }

    private static String name(int id) {
        return switch (id % 5) {
            case 0 -> "plain " + id;
            case 1 -> "with, comma " + id;
            case 2 -> "with \"quotes\" " + id;
            case 3 -> "over two\nlines " + id;
            default -> "Ümläut € 漢字 🌍 " + id;
        };
    }

    private static double amount(int id) {
        return id * 37 % 10_000 / 4.0;
    }

    private static String day(int id) {
        return String.format("2026-%02d-%02d", 1 + id % 12, 1 + id % 28);
    }

    static String text(long id, String name, double amount, String day) {
        return id + "|" + name + "|" + amount + "|" + day;
    }

    int total() {
        return landing.size() + rejects.size();
    }
}
