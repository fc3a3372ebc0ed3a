package io.headgate.source.http;

import io.headgate.api.config.ConfigCheck;
import io.headgate.api.config.ConfigKey;
import io.headgate.api.config.Secret;
import org.jspecify.annotations.Nullable;

/** How an API knows us. Credentials are sent to the server of base_url only, those of a token to that of token_url. */
record ApiAuth(
        @ConfigKey(value = "how the API knows us", defaultValue = "none", tuning = true) Type type,
        @ConfigKey(value = "basic: the name", tuning = true) @Nullable String username,
        @ConfigKey(value = "basic: the password") @Nullable Secret password,
        @ConfigKey(value = "bearer: the token") @Nullable Secret token,
        @ConfigKey(
                        value = "api_key: the header or query parameter that carries the key",
                        defaultValue = "X-API-Key",
                        tuning = true)
                String name,
        @ConfigKey(value = "api_key: the key") @Nullable Secret value,
        @ConfigKey(value = "api_key: where the key stands", defaultValue = "header", tuning = true) Place in,
        @ConfigKey(value = "oauth2: where tokens are given out (client credentials)", tuning = true) @Nullable
                String tokenUrl,
        @ConfigKey(value = "oauth2: the client", tuning = true) @Nullable String clientId,
        @ConfigKey(value = "oauth2: the client's secret") @Nullable Secret clientSecret,
        @ConfigKey(value = "oauth2: the scopes to ask for, separated by blanks", tuning = true) @Nullable String scope,
        @ConfigKey(value = "oauth2: the audience to ask for, where the server wants one", tuning = true) @Nullable
                String audience,
        @ConfigKey(
                        value = "oauth2: whether client and secret stand in the Authorization header or in the form",
                        defaultValue = "basic",
                        tuning = true)
                ClientAuth clientAuth) {

    /** The ways. */
    enum Type {
        NONE,
        BASIC,
        BEARER,
        API_KEY,
        OAUTH2
    }

    /** Where an API key stands. */
    enum Place {
        HEADER,
        QUERY
    }

    /** Where the client's own credentials stand. */
    enum ClientAuth {
        BASIC,
        BODY
    }

    ApiAuth {
        ConfigCheck check = new ConfigCheck();
        switch (type) {
            case BASIC -> {
                need(check, username, "username", type);
                need(check, password, "password", type);
            }
            case BEARER -> need(check, token, "token", type);
            case API_KEY -> need(check, value, "value", type);
            case OAUTH2 -> {
                need(check, tokenUrl, "token_url", type);
                need(check, clientId, "client_id", type);
                need(check, clientSecret, "client_secret", type);
                check.require(
                        tokenUrl == null || ApiConfig.isAddress(tokenUrl),
                        "token_url",
                        "is no address such as https://login.example.com/token");
            }
            case NONE -> {
                // Nothing to be known.
            }
        }
        check.throwIfAny();
    }

    private static void need(ConfigCheck check, @Nullable Object value, String key, Type type) {
        check.require(
                value != null,
                key,
                "is missing: type = \"" + type.name().toLowerCase(java.util.Locale.ROOT) + "\" needs it");
    }
}
