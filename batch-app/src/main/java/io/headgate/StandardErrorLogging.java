package io.headgate;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.boot.logging.LogFile;
import org.springframework.boot.logging.LoggingInitializationContext;
import org.springframework.boot.logging.logback.LogbackLoggingSystem;

/**
 * Boot's own logging with all its properties, but on standard error: standard output carries results. Named by the program, so that
 * none is looked for, and no file: to read one takes a twentieth of the time to start.
 */
public final class StandardErrorLogging extends LogbackLoggingSystem {

    public StandardErrorLogging(ClassLoader classLoader) {
        super(classLoader);
    }

    @Override
    protected void loadDefaults(LoggingInitializationContext initialization, @Nullable LogFile logFile) {
        super.loadDefaults(initialization, logFile);
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        Appender<?> console = context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("CONSOLE");
        if (console instanceof ConsoleAppender<?> appender) {
            appender.stop();
            appender.setTarget("System.err");
            appender.start();
        }
    }
}
