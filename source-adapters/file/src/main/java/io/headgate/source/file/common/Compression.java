package io.headgate.source.file.common;

import java.util.Locale;

/** How files are compressed, as the key {@code compression} says it. */
public enum Compression {
    /** By the end of the name: {@code .gz}, {@code .zst}, {@code .bz2} and {@code .zip}; anything else is plain. */
    AUTO(""),
    NONE(""),
    GZIP(".gz"),
    ZSTD(".zst"),
    BZIP2(".bz2"),
    /** An archive of exactly one file. */
    ZIP(".zip");

    private final String suffix;

    Compression(String suffix) {
        this.suffix = suffix;
    }

    /** How a file of this name is compressed; never {@link #AUTO}. */
    public Compression of(String name) {
        return this == AUTO ? ofName(name) : this;
    }

    private static Compression ofName(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        for (Compression each : values()) {
            if (!each.suffix.isEmpty() && lower.endsWith(each.suffix)) {
                return each;
            }
        }
        return NONE;
    }

    /** The name without the suffix that tells the compression. */
    static String withoutSuffix(String name) {
        return name.substring(0, name.length() - ofName(name).suffix.length());
    }
}
