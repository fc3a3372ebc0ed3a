package io.headgate.transform;

import io.headgate.api.config.ConfigCheck;
import io.headgate.api.config.ConfigException;
import io.headgate.api.config.ConfigKey;
import io.headgate.api.config.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One element of {@code transforms}: exactly one of its keys is set. */
public record TransformOptions(
        @ConfigKey("Columns to keep, in this order") List<String> select,
        @ConfigKey("Columns to leave out") List<String> drop,
        @ConfigKey("New names by column") Map<String, String> rename,
        @ConfigKey("Types by column: a type, or { type, format, zone, empty_as_null }") Map<String, Object> cast,
        @ConfigKey("Expressions by column, new or replaced: a text, or { expression, type }")
                Map<String, Object> derive,
        @ConfigKey("Expression; records for which it is false are left out") @Nullable String filter,
        @ConfigKey("Hides characters of text") @Nullable MaskOptions mask,
        @ConfigKey("Replaces values by their salted SHA-256") @Nullable HashOptions hash,
        @ConfigKey("Leaves out records whose key was there within the window") @Nullable DeduplicateOptions deduplicate,
        @ConfigKey("Makes a column of each field of a nested record") @Nullable FlattenOptions flatten,
        @ConfigKey("A transform from a jar in plugins/") @Nullable CustomOptions custom) {

    /** {@code mask = { columns = ["iban"], keep_last = 4 }}. */
    public record MaskOptions(
            @ConfigKey(value = "Columns of text", required = true) List<String> columns,
            @ConfigKey("Characters at the beginning that stay") int keepFirst,
            @ConfigKey("Characters at the end that stay") int keepLast,
            @ConfigKey(value = "What stands for each hidden character", defaultValue = "*") String with) {

        public MaskOptions {
            new ConfigCheck()
                    .require(!columns.isEmpty(), "columns", "must name at least one column")
                    .require(keepFirst >= 0, "keep_first", "must not be negative")
                    .require(keepLast >= 0, "keep_last", "must not be negative")
                    .require(with.codePointCount(0, with.length()) == 1, "with", "must be one character")
                    .throwIfAny();
        }
    }

    /** {@code hash = { columns = ["email"], salt = "${SALT}" }}. */
    public record HashOptions(
            @ConfigKey(value = "Columns", required = true) List<String> columns,
            @ConfigKey(
                            value = "The key of the hash, 8 characters or more; without it nobody can try values out",
                            required = true)
                    Secret salt) {

        private static final int LEAST_SALT = 8;

        public HashOptions {
            new ConfigCheck()
                    .require(!columns.isEmpty(), "columns", "must name at least one column")
                    .require(
                            salt.reveal().length() >= LEAST_SALT,
                            "salt",
                            "must have 8 characters or more, or whoever sees the hashes can try out values")
                    .throwIfAny();
        }
    }

    /** {@code deduplicate = { key = ["id"], window = 1000 }}. */
    public record DeduplicateOptions(
            @ConfigKey("Columns that make two records the same; all if there are none") List<String> key,
            @ConfigKey(value = "How many of the records kept last are compared, 1 to 10000", defaultValue = "1000")
                    int window) {

        static final int WIDEST = 10_000;

        public DeduplicateOptions {
            new ConfigCheck()
                    .require(window >= 1 && window <= WIDEST, "window", "must be from 1 to " + WIDEST)
                    .throwIfAny();
        }
    }

    /** {@code flatten = { columns = ["address"] }}. */
    public record FlattenOptions(
            @ConfigKey("Columns of type struct; all if there are none") List<String> columns,
            @ConfigKey(value = "Between the column's name and the field's", defaultValue = "_") String separator) {}

    /** {@code custom = { name = "geohash", config = { … } }}. */
    public record CustomOptions(
            @ConfigKey(value = "Name of the transform", required = true) String name,
            @ConfigKey("Its own keys") Map<String, Object> config) {}

    /**
     * @throws ConfigException if not exactly one key is set, or one of its parts is wrong
     */
    public TransformOptions {
        List<String> set = new ArrayList<>();
        note(set, "select", !select.isEmpty());
        note(set, "drop", !drop.isEmpty());
        note(set, "rename", !rename.isEmpty());
        note(set, "cast", !cast.isEmpty());
        note(set, "derive", !derive.isEmpty());
        note(set, "filter", filter != null);
        note(set, "mask", mask != null);
        note(set, "hash", hash != null);
        note(set, "deduplicate", deduplicate != null);
        note(set, "flatten", flatten != null);
        note(set, "custom", custom != null);
        if (set.size() != 1) {
            String found = set.isEmpty() ? "none" : String.join(" and ", set);
            throw new ConfigException(
                    "",
                    "must hold exactly one of select, drop, rename, cast, derive, filter, mask, hash, deduplicate,"
                            + " flatten, custom; found " + found);
        }
        CastOptions.parseAll("cast", cast);
        DeriveOptions.parseAll("derive", derive);
    }

    private static void note(List<String> set, String key, boolean present) {
        if (present) {
            set.add(key);
        }
    }
}
