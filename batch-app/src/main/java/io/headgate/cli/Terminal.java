package io.headgate.cli;

import java.io.Console;

/** Whether somebody watches. */
public final class Terminal {

    private Terminal() {}

    /** Whether standard input and output are a terminal. */
    public static boolean isAttached() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            // Since Java 22 there is always a console, and it says whether it is a terminal.
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}
