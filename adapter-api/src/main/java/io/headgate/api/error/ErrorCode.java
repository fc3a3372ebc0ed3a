package io.headgate.api.error;

/** A stable name for one kind of error. Adapters implement it as an enum of their own. */
public interface ErrorCode {

    /** Upper-case, unique in its adapter, stable across versions: users search for it. An enum supplies it. */
    String name();

    /** Who can do something about it. */
    ErrorOwner owner();
}
