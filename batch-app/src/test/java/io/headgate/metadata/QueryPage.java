package io.headgate.metadata;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The named SQL blocks of docs/metadata.md: fenced as {@code sql}, with the name in a comment on their first line. */
record QueryPage(Map<String, String> queries) {

    private static final Pattern BLOCK = Pattern.compile("```sql\\n-- ([a-z0-9-]+)\\n(.*?)```", Pattern.DOTALL);

    static QueryPage read() throws IOException {
        Map<String, String> queries = new LinkedHashMap<>();
        Matcher blocks = BLOCK.matcher(Files.readString(Path.of("../docs/metadata.md")));
        while (blocks.find()) {
            if (queries.put(blocks.group(1), blocks.group(2).strip()) != null) {
                throw new IllegalStateException("the query " + blocks.group(1) + " stands twice");
            }
        }
        return new QueryPage(queries);
    }

    /** A query by its name. */
    String query(String name) {
        String sql = queries.get(name);
        if (sql == null) {
            throw new IllegalStateException("no query '" + name + "' in docs/metadata.md, but " + queries.keySet());
        }
        return sql;
    }
}
