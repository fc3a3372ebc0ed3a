package io.headgate.api.error;

/** Codes that more than one adapter needs. */
public enum CommonErrorCode implements ErrorCode {
    /** A configuration value is missing, unknown or out of range. */
    INVALID_CONFIGURATION(ErrorOwner.CONFIGURATION),
    /** A file, table, endpoint or stream that the configuration names does not exist. */
    NOT_FOUND(ErrorOwner.CONFIGURATION),
    /** More records were rejected than {@code rejects.limit} allows. */
    REJECT_LIMIT_EXCEEDED(ErrorOwner.DATA),
    /** The source changed in a way that makes it impossible to go on from the checkpoint. */
    SOURCE_CHANGED(ErrorOwner.DATA),
    /** The destination's table or file cannot hold what the stream carries. */
    TARGET_MISMATCH(ErrorOwner.DATA),
    /** The system cannot be reached at the moment. */
    UNREACHABLE(ErrorOwner.EXTERNAL_TRANSIENT),
    /** Credentials were refused or a right is missing. */
    ACCESS_DENIED(ErrorOwner.EXTERNAL_PERMANENT),
    /** Reading or writing failed, for instance because the disk is full. */
    IO_FAILED(ErrorOwner.EXTERNAL_PERMANENT),
    /** A younger run has taken over: this process must not write any more. */
    FENCED(ErrorOwner.EXTERNAL_PERMANENT),
    /** The connection was lost while a commit was under way. */
    COMMIT_OUTCOME_UNKNOWN(ErrorOwner.OUTCOME_UNKNOWN),
    /** The destination has lost a checkpoint that was once durable. */
    CHECKPOINT_LOST(ErrorOwner.EXTERNAL_PERMANENT),
    /** A defect of the program. */
    INTERNAL_ERROR(ErrorOwner.INTERNAL);

    private final ErrorOwner owner;

    CommonErrorCode(ErrorOwner owner) {
        this.owner = owner;
    }

    @Override
    public ErrorOwner owner() {
        return owner;
    }
}
