package io.headgate.destination.file;

/** A value that the format cannot hold: its record is rejected. Without a stack trace, because there may be many. */
final class UnfitValueException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;

    UnfitValueException(String code, String reason) {
        super(reason, null, false, false);
        this.code = code;
    }

    String code() {
        return code;
    }
}
