package io.headgate.source.http;

import io.headgate.api.config.ConfigCheck;
import io.headgate.api.config.ConfigKey;
import org.jspecify.annotations.Nullable;

/** Whom to trust, and how to prove who we are. Nothing here switches the verification of certificates off. */
record HttpTlsConfig(
        @ConfigKey(value = "PEM file with the authorities to trust instead of the JVM's own", tuning = true) @Nullable
                String caFile,
        @ConfigKey(value = "PEM file with our certificate, followed by those of its issuers", tuning = true) @Nullable
                String clientCertificate,
        @ConfigKey(value = "PEM file with the certificate's private key, PKCS#8, not encrypted", tuning = true)
                @Nullable
                String clientKey) {

    HttpTlsConfig {
        new ConfigCheck()
                .require(
                        clientKey != null || clientCertificate == null,
                        "client_key",
                        "is missing: a client certificate needs its private key")
                .require(
                        clientCertificate != null || clientKey == null,
                        "client_certificate",
                        "is missing: the private key alone proves nothing")
                .throwIfAny();
    }
}
