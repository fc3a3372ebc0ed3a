package io.headgate.transform;

import java.util.UUID;

/** The keys that a {@code unique} rule has seen in this run, as hashes. One thread. */
interface UniqueKeys {

    boolean contains(UUID key);

    /** Adds a key, unless it is there. */
    void add(UUID key);
}
