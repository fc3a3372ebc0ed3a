package io.headgate.destination.jdbc;

import io.headgate.api.error.ErrorCode;
import io.headgate.api.error.ErrorOwner;

/** Errors that only a database has. */
enum JdbcErrorCode implements ErrorCode {
    /** Somebody else holds a lock, or the whole database. Passes when they are done. */
    TARGET_LOCKED(ErrorOwner.EXTERNAL_TRANSIENT);

    private final ErrorOwner owner;

    JdbcErrorCode(ErrorOwner owner) {
        this.owner = owner;
    }

    @Override
    public ErrorOwner owner() {
        return owner;
    }
}
