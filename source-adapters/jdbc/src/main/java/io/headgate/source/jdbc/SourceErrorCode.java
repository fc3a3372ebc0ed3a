package io.headgate.source.jdbc;

import io.headgate.api.error.ErrorCode;
import io.headgate.api.error.ErrorOwner;

/** Errors that only a database source has. */
enum SourceErrorCode implements ErrorCode {
    /** A table has no key, so that it can neither be read in pages nor resumed. */
    NO_KEY(ErrorOwner.CONFIGURATION),
    /** The columns that the configuration calls a key do not identify a record. */
    KEY_NOT_UNIQUE(ErrorOwner.DATA),
    /** A value of the key is none of its column's type, so that nothing stands behind it for sure. */
    KEY_NOT_ORDERED(ErrorOwner.DATA),
    /** Records without a value in the cursor's column would never be read. */
    CURSOR_IS_NULL(ErrorOwner.DATA),
    /** More records stand behind the cursor than can be remembered. */
    LOOKBACK_TOO_LONG(ErrorOwner.CONFIGURATION),
    /** No driver understands the URL. */
    NO_DRIVER(ErrorOwner.CONFIGURATION),
    /** Somebody else holds a lock, or the whole database. */
    SOURCE_LOCKED(ErrorOwner.EXTERNAL_TRANSIENT),
    /** A transaction that may still write behind the cursor does not end. */
    TRANSACTION_IN_FLIGHT(ErrorOwner.EXTERNAL_TRANSIENT);

    private final ErrorOwner owner;

    SourceErrorCode(ErrorOwner owner) {
        this.owner = owner;
    }

    @Override
    public ErrorOwner owner() {
        return owner;
    }
}
