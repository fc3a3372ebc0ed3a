package io.headgate.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where a command's result goes: text, or one JSON document, to standard output and nothing else there; notes and errors in text
 * to standard error.
 */
record Output(PrintStream out, PrintStream err, boolean json) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    static Output of(Command command, PrintStream out, PrintStream err) {
        return new Output(out, err, command.json());
    }

    /** Prints the one or the other. */
    void result(List<String> lines, Map<String, ?> document) {
        if (json) {
            print(out, JSON.writer(SerializationFeature.INDENT_OUTPUT).writeValueAsString(document));
        } else {
            lines.forEach(line -> print(out, line));
        }
        out.flush();
    }

    /** Keeps secrets out of standard error from now on, also where it is written to past this class. */
    void hide(UnaryOperator<String> redact) {
        if (err instanceof MaskedStream masked) {
            masked.mask(redact);
        }
    }

    /** A line for people that is no part of the result. */
    void note(String line) {
        print(err, line);
        err.flush();
    }

    static String compact(@Nullable Object value) {
        return JSON.writeValueAsString(value);
    }

    /** With the same line ends everywhere, so that scripts see the same bytes. */
    private static void print(PrintStream stream, String text) {
        stream.print(text.replace("\r\n", "\n"));
        stream.print('\n');
    }
}
