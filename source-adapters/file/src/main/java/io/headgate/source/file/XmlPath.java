package io.headgate.source.file;

import java.util.List;

/** Follows elements and says which is a record: by its name wherever it stands, or by its path from the root. One thread. */
final class XmlPath {

    private final List<String> path;
    private final boolean anywhere;
    private int depth;
    /** How many of the open elements, from the root on, are on the path. */
    private int matched;

    /**
     * @param element {@code order}, or {@code /orders/order}
     */
    XmlPath(String element) {
        this.anywhere = !element.startsWith("/");
        this.path = List.of((anywhere ? element : element.substring(1)).split("/", -1));
    }

    /** An element begins. True if it is a record; then its end is not told. */
    boolean enter(String name) {
        if (anywhere) {
            return path.get(0).equals(name);
        }
        if (matched == depth && depth < path.size() && path.get(depth).equals(name)) {
            if (depth + 1 == path.size()) {
                return true;
            }
            matched++;
        }
        depth++;
        return false;
    }

    void leave() {
        if (!anywhere) {
            depth--;
            matched = Math.min(matched, depth);
        }
    }
}
