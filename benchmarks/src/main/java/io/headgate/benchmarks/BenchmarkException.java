package io.headgate.benchmarks;

/** Why nothing can be measured, in a sentence for whoever started it. */
final class BenchmarkException extends RuntimeException {

    private static final long serialVersionUID = 1;

    BenchmarkException(String message) {
        super(message);
    }

    BenchmarkException(String message, Throwable cause) {
        super(message + ": " + cause, cause);
    }
}
