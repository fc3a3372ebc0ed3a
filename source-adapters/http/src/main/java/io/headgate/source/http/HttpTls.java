package io.headgate.source.http;

import io.headgate.api.error.HeadgateException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** An SSL context from PEM files, as Kubernetes and most servers keep them. */
final class HttpTls {

    private static final Pattern PRIVATE_KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "Ed25519");
    private static final char[] NO_PASSWORD = new char[0];

    private HttpTls() {}

    /** The JVM's own context where the configuration says nothing. */
    static SSLContext context(@Nullable HttpTlsConfig config) {
        try {
            if (config == null || config.caFile() == null && config.clientKey() == null) {
                return SSLContext.getDefault();
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys(config), trusted(config.caFile()), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw failed("the TLS settings cannot be used: " + e.getMessage(), e);
        }
    }

    private static TrustManager @Nullable [] trusted(@Nullable String caFile) throws GeneralSecurityException {
        if (caFile == null) {
            return null;
        }
        KeyStore store = emptyStore();
        int index = 0;
        for (Certificate certificate : certificates(caFile)) {
            store.setCertificateEntry("ca-" + index++, certificate);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static KeyManager @Nullable [] keys(HttpTlsConfig config) throws GeneralSecurityException {
        String certificate = config.clientCertificate();
        String key = config.clientKey();
        if (certificate == null || key == null) {
            return null;
        }
        KeyStore store = emptyStore();
        store.setKeyEntry(
                "client",
                privateKey(key),
                NO_PASSWORD,
                certificates(certificate).toArray(new Certificate[0]));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private static KeyStore emptyStore() throws GeneralSecurityException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            return store;
        } catch (IOException e) {
            throw new GeneralSecurityException(e);
        }
    }

    private static Collection<? extends Certificate> certificates(String file) throws GeneralSecurityException {
        Collection<? extends Certificate> found = CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(read(file).getBytes(StandardCharsets.ISO_8859_1)));
        if (found.isEmpty()) {
            throw failed(file + " holds no certificate: it should have a part BEGIN CERTIFICATE", null);
        }
        return found;
    }

    private static PrivateKey privateKey(String file) throws GeneralSecurityException {
        Matcher pem = PRIVATE_KEY.matcher(read(file));
        if (!pem.find()) {
            throw failed(
                    file + " holds no part BEGIN PRIVATE KEY; another kind of key becomes one with"
                            + " 'openssl pkcs8 -topk8 -nocrypt -in FILE'",
                    null);
        }
        PKCS8EncodedKeySpec spec =
                new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem.group(1)));
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(spec);
            } catch (InvalidKeySpecException e) {
                // One of another algorithm.
            }
        }
        throw failed(file + " holds a private key of none of the algorithms " + String.join(", ", ALGORITHMS), null);
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw failed("the file " + file + " of the TLS settings cannot be read", e);
        }
    }

    private static HeadgateException failed(String message, @Nullable Throwable cause) {
        return new HeadgateException(HttpErrorCode.TLS_FAILED, message, cause);
    }
}
