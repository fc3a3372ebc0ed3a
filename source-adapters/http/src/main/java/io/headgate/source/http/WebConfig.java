package io.headgate.source.http;

import io.headgate.api.config.ByteSize;
import io.headgate.api.config.ConfigCheck;
import io.headgate.api.config.ConfigKey;
import io.headgate.api.config.Secret;
import io.headgate.api.data.DataType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jsoup.select.QueryParser;
import org.jspecify.annotations.Nullable;

/** What {@code config = { … }} of a web_scraper source may say. The keys are described on its page in the documentation. */
record WebConfig(
        @ConfigKey(value = "the addresses of the pages to begin with", required = true) List<String> startUrls,
        @ConfigKey("CSS selector of a record's element") @Nullable String records,
        @ConfigKey("records: a table from column to CSS selector within the element, with @name at its end for an"
                        + " attribute instead of the text; json_ld: to JSON pointer")
                Map<String, String> fields,
        @ConfigKey("CSS selector of the tables whose rows are records; the header row names the columns") @Nullable
                String table,
        @ConfigKey("the @type of the JSON-LD objects that are records, for instance Product") @Nullable String jsonLd,
        @ConfigKey("a table from column to type; what it does not name is text, of JSON-LD inferred") @Nullable
                Object columns,
        @ConfigKey("a further column with the address of the page") @Nullable String urlColumn,
        @ConfigKey("columns that identify a record") List<String> primaryKey,
        @ConfigKey("which links lead to further pages; without it only the start pages are read") @Nullable
                WebFollow follow,
        @ConfigKey("further hosts that links and redirections may lead to, host or host:port")
                List<String> allowedHosts,
        @ConfigKey(
                        value = "a crawl that meets more pages fails; a restart remembers each of them, in 8 bytes",
                        defaultValue = "1000")
                int maxPages,
        @ConfigKey(
                        value = "who we say that we are; robots.txt is held against what stands before the slash",
                        defaultValue = "Headgate/1.0")
                String userAgent,
        @ConfigKey(value = "requests per minute, of all pages together", defaultValue = "30", tuning = true)
                double requestsPerMinute,
        @ConfigKey("header fields for the hosts of the start pages; their values are never printed")
                Map<String, Secret> headers,
        @ConfigKey(value = "when a request is sent again", tuning = true) @Nullable HttpRetryConfig retry,
        @ConfigKey(value = "how long to wait for a connection", defaultValue = "10s", tuning = true)
                Duration connectTimeout,
        @ConfigKey(value = "how long to wait for a whole page", defaultValue = "60s", tuning = true) Duration timeout,
        @ConfigKey(value = "the largest page that is taken", defaultValue = "8MB", tuning = true)
                ByteSize maxResponseBytes,
        @ConfigKey(value = "whom to trust, and how to prove who we are", tuning = true) @Nullable HttpTlsConfig tls) {

    private static final int MOST_PAGES = 10_000;

    WebConfig {
        ConfigCheck check = new ConfigCheck();
        for (int i = 0; i < startUrls.size(); i++) {
            check.require(
                    WebAddress.parse(startUrls.get(i)) != null,
                    "start_urls[" + i + "]",
                    "is no address such as https://www.example.com/list");
        }
        long kinds = Stream.of(records, table, jsonLd).filter(Objects::nonNull).count();
        check.require(!startUrls.isEmpty(), "start_urls", "is empty: name at least one page")
                .require(kinds == 1, "records", "is one of three ways: give either records, table or json_ld")
                .require(records == null || isSelector(records), "records", "is no CSS selector")
                .require(records == null || !fields.isEmpty(), "fields", "is needed with records: what each record has")
                .require(table == null || isSelector(table), "table", "is no CSS selector")
                .require(
                        table == null || fields.isEmpty(),
                        "fields",
                        "is not for tables: their header names the columns")
                .require(maxPages >= 1 && maxPages <= MOST_PAGES, "max_pages", "is a number from 1 to " + MOST_PAGES)
                .require(!userAgent.isBlank(), "user_agent", "is empty: say who you are")
                .require(requestsPerMinute > 0, "requests_per_minute", "is more than 0")
                .require(
                        !connectTimeout.isNegative() && !connectTimeout.isZero(),
                        "connect_timeout",
                        "is more than nothing")
                .require(!timeout.isNegative() && !timeout.isZero(), "timeout", "is more than nothing")
                .require(
                        maxResponseBytes.bytes() >= 1024 && maxResponseBytes.bytes() <= 1L << 30,
                        "max_response_bytes",
                        "is from 1KB to 1GB");
        boolean html = records != null;
        boolean linked = jsonLd != null;
        fields.forEach((name, where) -> {
            check.require(!html || WebField.parse(where) != null, "fields." + name, "is no CSS selector");
            check.require(!linked || where.startsWith("/"), "fields." + name, "is a JSON pointer, which begins with /");
        });
        check.throwIfAny();
        JsonColumns.parse(columns);
    }

    static boolean isSelector(String text) {
        try {
            QueryParser.parse(text);
            return true;
        } catch (IllegalStateException | IllegalArgumentException e) {
            return false;
        }
    }

    Map<String, DataType> types() {
        return JsonColumns.parse(columns).types();
    }

    int depth() {
        return follow == null ? 0 : follow.depth();
    }

    HttpSettings settings() {
        HttpRetryConfig attempts = retry == null ? HttpRetryConfig.DEFAULT : retry;
        return new HttpSettings(connectTimeout, timeout, maxResponseBytes.bytes(), attempts, tls);
    }
}
