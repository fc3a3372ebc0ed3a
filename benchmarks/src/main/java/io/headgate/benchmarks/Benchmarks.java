package io.headgate.benchmarks;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The harness: one command per table, {@code all} for all of them. */
public final class Benchmarks {

    private static final Map<String, Table> TABLES = tables();

    private Benchmarks() {}

    private static Map<String, Table> tables() {
        Map<String, Table> tables = new LinkedHashMap<>();
        tables.put("csv-postgresql", new CsvToPostgres());
        tables.put("csv-merge", new CsvMerge());
        tables.put("csv-file", new CsvToFile());
        tables.put("formats", new FileFormats());
        tables.put("generated-memory", new GeneratedToMemory());
        tables.put("exactly-once", new CostOfExactlyOnce());
        tables.put("reconciliation", new CostOfReconciliation());
        tables.put("partitions", new Partitions());
        tables.put("constant-memory", new ConstantMemory());
        tables.put("postgresql-postgresql", new PostgresToPostgres());
        tables.put("table-memory", new TableMemory());
        return tables;
    }

    /**
     * @param arguments a table's name, {@code all}, or {@code top-frames FILE.jfr}; then {@code key=value}
     */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        try {
            if (!run(arguments, out)) {
                System.exit(2);
            }
        } catch (BenchmarkException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private static boolean run(String[] arguments, PrintStream out) {
        String command = arguments.length == 0 ? "help" : arguments[0];
        if (command.equals("top-frames") && arguments.length == 2) {
            out.print(TopFrames.of(Path.of(arguments[1])));
            return true;
        }
        if (command.equals("read") && arguments.length > 1) {
            out.println(ReadCommand.run(Arrays.asList(arguments).subList(1, arguments.length)));
            return true;
        }
        Table table = TABLES.get(command);
        if (table == null && !command.equals("all")) {
            out.print(help());
            return false;
        }
        Options options = new Options(Arrays.asList(arguments).subList(1, arguments.length));
        if (table == null) {
            all(options, out);
        } else {
            measure(table, options, out);
        }
        return true;
    }

    /** Each table with its own number of rows; the one against psql for every shape. */
    private static void all(Options options, PrintStream out) {
        for (RowShape shape : List.of(RowShape.MIXED, RowShape.WIDE, RowShape.LONG)) {
            measure(new CsvToPostgres(), options.with("shape", shape.key()), out);
        }
        for (Table table : TABLES.values()) {
            if (!(table instanceof CsvToPostgres)) {
                measure(table, options, out);
            }
        }
    }

    private static void measure(Table table, Options options, PrintStream out) {
        Report report = new Report(options.text("output"), out);
        table.measure(options, report);
        report.print();
    }

    static String help() {
        StringBuilder text = new StringBuilder("java -jar benchmarks/target/benchmarks.jar TABLE [KEY=VALUE …]\n\n");
        TABLES.forEach((name, table) -> text.append(Report.number("  %-23s%s%n", name, table.description())));
        text.append(
                """
                  all               every table, one after the other
                  top-frames FILE   where a recording that profile= has made spent its time

                  read FORMAT FILE [SHAPE]  reads a file by its format's library alone, as the table formats does; with a shape texts become values;
                                            library=lightning-csv for csv, library=jackson for json: by another one, which tells rows and seconds too

                  rows=N  runs=N    rows and interleaved rounds; each table has its own defaults
                  shape=            mixed (8 columns, about 100 bytes), wide (60 columns, many nulls), long (texts of 2 to 6 KB)
                  format=           of the table formats: FORMATS; all of them if none is named
                  program=installed the program as fast-start.sh installs it, where a table does not say itself what it runs
                  work=FOLDER       where data and databases are kept, on the disk to be measured; default benchmarks/target/work
                  jar=FILE          the program; default batch-app/target/batch-app.jar
                  java=FILE         the java that runs it; default this one
                  jvm=FLAGS         its flags; default -Xmx512m
                  postgresql=URL    jdbc:postgresql://… of a server to use instead of an embedded one
                  output=FILE       appends the tables to a file
                  profile=FILE.jfr  records the program with the JDK's flight recorder, which slows it
                """
                        .replace(
                                "FORMATS",
                                MeasuredFormat.ALL.stream()
                                        .map(MeasuredFormat::key)
                                        .collect(Collectors.joining(", "))));
        return text.toString();
    }
}
