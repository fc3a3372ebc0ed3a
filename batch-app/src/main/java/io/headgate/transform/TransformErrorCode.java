package io.headgate.transform;

import io.headgate.api.error.ErrorCode;
import io.headgate.api.error.ErrorOwner;

/** What can go wrong between source and destination. */
public enum TransformErrorCode implements ErrorCode {
    /** A record broke a rule whose {@code on_failure} is {@code fail}. */
    RULE_BROKEN(ErrorOwner.DATA),
    /** The file with the keys that a {@code unique} rule has seen is lost, behind, or held by another process. */
    UNIQUE_KEYS_LOST(ErrorOwner.EXTERNAL_PERMANENT);

    private final ErrorOwner owner;

    TransformErrorCode(ErrorOwner owner) {
        this.owner = owner;
    }

    @Override
    public ErrorOwner owner() {
        return owner;
    }
}
