package io.headgate.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The one exception that adapters throw on purpose. Its message is a sentence for the user: what went wrong, where, and what to
 * do about it. It never contains a secret. The cause is kept for {@code debug=true}.
 */
public class HeadgateException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient ErrorCode code;

    public HeadgateException(ErrorCode code, String message) {
        this(code, message, null);
    }

    public HeadgateException(ErrorCode code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public ErrorCode code() {
        return code;
    }

    public ErrorOwner owner() {
        return code.owner();
    }
}
