package io.headgate.transform;

import io.headgate.api.config.ConfigException;
import io.headgate.api.config.ConfigProblem;
import io.headgate.api.data.Field;
import io.headgate.api.data.RowSchema;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the columns of the target are called: {@code column_names}. */
public enum ColumnNames {
    /** As the fields of the stream. */
    KEEP,
    /** By the rule of {@link #normalised}. */
    NORMALISE;

    private static final int MOST_BYTES = 63;
    private static final int DIGEST_LETTERS = 8;

    /**
     * The schema with the names that its fields have in the target.
     *
     * @throws ConfigException under {@code column_names} if two fields get the same name
     */
    RowSchema of(RowSchema schema) {
        if (this == KEEP) {
            return schema;
        }
        Map<String, String> names = new LinkedHashMap<>();
        Map<String, String> taken = new LinkedHashMap<>();
        List<ConfigProblem> problems = new ArrayList<>();
        for (String name : schema.names()) {
            String normalised = normalised(name);
            String before = taken.putIfAbsent(normalised, name);
            if (before != null) {
                problems.add(new ConfigProblem(
                        "column_names",
                        "the fields '" + before + "' and '" + name + "' would both be called '" + normalised
                                + "'; rename one of them in a transform"));
            }
            names.put(name, normalised);
        }
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        List<Field> fields = schema.fields().stream()
                .map(field -> new Field(names.getOrDefault(field.name(), ""), field.type(), field.nullable()))
                .toList();
        return new RowSchema(
                fields,
                schema.primaryKey().stream()
                        .map(name -> names.getOrDefault(name, name))
                        .toList());
    }

    /**
     * A name in lower case without anything but letters, digits and underscores: in the Unicode form NFKC and in lower case; what is
     * neither letter (of any script, with its marks), digit nor underscore is left out at both ends, and between them each run of
     * it, underscores included, becomes one underscore. A name that begins with a digit gets an underscore before it, one of which
     * nothing is left is {@code column}. What is longer than 63 bytes of UTF-8 is cut, and gets an underscore and eight letters of
     * a digest of the whole name.
     */
    static String normalised(String name) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        // Lower case may take a composed letter apart.
        String composed = Normalizer.normalize(plain, Normalizer.Form.NFKC)
                .replaceAll("^[^\\p{L}\\p{M}\\p{Nd}_]+|[^\\p{L}\\p{M}\\p{Nd}_]+$", "")
                .replaceAll("[^\\p{L}\\p{M}\\p{Nd}]+", "_");
        String whole = composed.isEmpty() ? "column" : composed;
        String begun = Character.isDigit(whole.codePointAt(0)) ? "_" + whole : whole;
        return size(begun) <= MOST_BYTES ? begun : shortened(begun, name);
    }

    private static String shortened(String name, String original) {
        int end = name.length();
        while (size(name.substring(0, end)) > MOST_BYTES - DIGEST_LETTERS - 1) {
            end = name.offsetByCodePoints(end, -1);
        }
        return name.substring(0, end) + "_" + digest(original);
    }

    private static int size(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length;
    }

    private static String digest(String name) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, DIGEST_LETTERS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
