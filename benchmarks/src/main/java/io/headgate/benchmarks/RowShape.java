package io.headgate.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A kind of table: its columns, and text for each row that depends on the row's number alone. */
enum RowShape {
    /** Eight columns of different types, about 100 bytes. */
    MIXED {
        @Override
        List<String> columns() {
            return List.of(
                    "id bigint",
                    "customer bigint",
                    "amount numeric(12,2)",
                    "ratio double precision",
                    "active boolean",
                    "day date",
                    "created timestamp",
                    "note text");
        }

        @Override
        void write(long row, CsvText out) {
            SplitMix random = new SplitMix(row);
            out.number(row).comma().number(random.below(1_000_000));
            out.comma().number(random.below(100_000)).text(".").digits(random.below(100), 2);
            out.comma().text("0.").digits(random.below(1_000_000), 6);
            out.comma().text(random.below(2) == 0 ? "true" : "false");
            out.comma().date(random);
            out.comma().date(random).text("T").time(random).text(".").digits(random.below(1000), 3);
            out.comma().words(random, 26);
        }
    },

    /** Sixty columns, seven of ten without a value. */
    WIDE {
        @Override
        List<String> columns() {
            return java.util.stream.IntStream.range(0, 60)
                    .mapToObj(column -> "c" + column + " " + type(column))
                    .toList();
        }

        private static String type(int column) {
            return column == 0 ? "bigint" : WIDE_TYPES.get(column % WIDE_TYPES.size());
        }

        @Override
        void write(long row, CsvText out) {
            SplitMix random = new SplitMix(row);
            out.number(row);
            for (int column = 1; column < 60; column++) {
                out.comma();
                if (random.below(10) >= 7) {
                    value(column % WIDE_TYPES.size(), random, out);
                }
            }
        }

        private static void value(int type, SplitMix random, CsvText out) {
            switch (type) {
                case 0 -> out.number(random.below(1_000_000_000));
                case 1 -> out.number(random.below(1000)).text(".").digits(random.below(10_000), 4);
                case 2 -> out.date(random).text("T").time(random);
                case 3 -> out.words(random, 12);
                default -> out.text(random.below(2) == 0 ? "true" : "false");
            }
        }
    },

    /** Three columns, the last one of two to six kilobytes. */
    LONG {
        @Override
        List<String> columns() {
            return List.of("id bigint", "title text", "body text");
        }

        @Override
        void write(long row, CsvText out) {
            SplitMix random = new SplitMix(row);
            out.number(row).comma().words(random, 40);
            out.comma().words(random, 2048 + random.below(4096));
        }
    };

    private static final List<String> WIDE_TYPES =
            List.of("bigint", "double precision", "timestamp", "text", "boolean");

    /** Columns as SQL defines them. Headgate infers the same types, but for NUMERIC, which the flow declares. */
    abstract List<String> columns();

    abstract void write(long row, CsvText out);

    String key() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    String header() {
        return columns().stream().map(column -> column.split(" ")[0]).collect(Collectors.joining(","));
    }

    /** What the csv source has to be told of the columns: the decimals, which it would read as float64. */
    String declared() {
        return columns().stream()
                .filter(column -> column.contains("numeric"))
                .map(column -> column.replace(" numeric", " = \"decimal") + "\"")
                .collect(Collectors.joining(", ", "{ ", " }"));
    }

    static RowShape named(String name) {
        return Arrays.stream(values())
                .filter(shape -> shape.key().equals(name))
                .findFirst()
                .orElseThrow(() -> new BenchmarkException("shape=" + name + " is not known: mixed, wide or long"));
    }
}
