package io.headgate.source.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static io.headgate.source.http.ApiServer.endpoint;
import static io.headgate.source.http.ApiServer.keys;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import io.headgate.api.error.HeadgateException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers are verified, and we can prove who we are. */
class HttpTlsTest {

    private static final String PASSWORD = "changeit";

    @TempDir
    static Path folder;

    private static WireMockServer server;

    @BeforeAll
    static void start() throws Exception {
        keytool(
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=dns:localhost",
                "-keystore",
                folder.resolve("server.p12").toString());
        keytool(
                "-genkeypair",
                "-alias",
                "client",
                "-keyalg",
                "RSA",
                "-dname",
                "CN=client",
                "-keystore",
                folder.resolve("client.p12").toString());
        export("server");
        export("client");
        keytool(
                "-importcert",
                "-noprompt",
                "-alias",
                "client",
                "-file",
                folder.resolve("client.crt").toString(),
                "-keystore",
                folder.resolve("trusted.p12").toString());
        server = new WireMockServer(WireMockConfiguration.options()
                .bindAddress("127.0.0.1")
                .dynamicPort()
                .dynamicHttpsPort()
                .keystorePath(folder.resolve("server.p12").toString())
                .keystorePassword(PASSWORD)
                .keyManagerPassword(PASSWORD)
                .keystoreType("PKCS12")
                .needClientAuth(true)
                .trustStorePath(folder.resolve("trusted.p12").toString())
                .trustStorePassword(PASSWORD)
                .trustStoreType("PKCS12"));
        server.start();
        server.stubFor(get(urlPathEqualTo("/things")).willReturn(okJson("[{\"id\":1}]")));
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    private static void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storepass", PASSWORD, "-storetype", "PKCS12"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    /** As PEM: NAME.crt and NAME.key. */
    private static void export(String name) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(folder.resolve(name + ".p12"))) {
            store.load(in, PASSWORD.toCharArray());
        }
        Certificate certificate = store.getCertificate(name);
        Key key = store.getKey(name, PASSWORD.toCharArray());
        pem(name + ".crt", "CERTIFICATE", certificate.getEncoded());
        pem(name + ".key", "PRIVATE KEY", key.getEncoded());
    }

    private static void pem(String file, String what, byte[] bytes) throws IOException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        Files.writeString(
                folder.resolve(file), "-----BEGIN " + what + "-----\n" + body + "\n-----END " + what + "-----\n");
    }

    private static Map<String, Object> config(Map<String, Object> tls) {
        return keys(
                "base_url",
                "https://localhost:" + server.httpsPort(),
                "endpoints",
                List.of(endpoint("things", "/things")),
                "retry",
                keys("attempts", 2, "delay", "5ms"),
                "tls",
                tls);
    }

    private static HeadgateException failure(Map<String, Object> tls) {
        return catchThrowableOfType(
                HeadgateException.class, () -> Reading.run(ApiServer.source(config(tls)), "things"));
    }

    private static String file(String name) {
        return folder.resolve(name).toString();
    }

    @Test
    void aServerOfTheConfiguredAuthorityIsReadWithAClientCertificate() {
        Map<String, Object> tls = keys(
                "ca_file",
                file("server.crt"),
                "client_certificate",
                file("client.crt"),
                "client_key",
                file("client.key"));
        assertThat(Reading.run(ApiServer.source(config(tls)), "things").column("id"))
                .containsExactly(1L);
    }

    @Test
    void aConnectionThatBreaksIsTriedAgainAsOneWithoutEncryption() {
        for (Fault fault : List.of(Fault.CONNECTION_RESET_BY_PEER, Fault.EMPTY_RESPONSE)) {
            String path = "/" + fault.name();
            server.stubFor(get(urlPathEqualTo(path))
                    .inScenario(path)
                    .willReturn(aResponse().withFault(fault))
                    .willSetStateTo("better"));
            server.stubFor(get(urlPathEqualTo(path))
                    .inScenario(path)
                    .whenScenarioStateIs("better")
                    .willReturn(okJson("[{\"id\":1}]")));
            Map<String, Object> tls = keys(
                    "ca_file",
                    file("server.crt"),
                    "client_certificate",
                    file("client.crt"),
                    "client_key",
                    file("client.key"));
            Map<String, Object> config = ApiServer.with(config(tls), "endpoints", List.of(endpoint("things", path)));
            assertThat(Reading.run(ApiServer.source(config), "things").column("id"))
                    .as(path)
                    .containsExactly(1L);
        }
    }

    @Test
    void aServerThatNobodyVouchesForIsNotRead() {
        HeadgateException failure =
                failure(keys("client_certificate", file("client.crt"), "client_key", file("client.key")));
        assertThat(failure.code()).isEqualTo(HttpErrorCode.TLS_FAILED);
        assertThat(failure).hasMessageContaining("tls.ca_file");
    }

    @Test
    void aServerThatWantsACertificateRefusesUsWithoutOne() {
        assertThat(failure(keys("ca_file", file("server.crt")))).isNotNull();
    }

    @Test
    void filesThatHoldNoKeysAreNamed() {
        assertThat(failure(keys("ca_file", file("client.key")))).hasMessageContaining("TLS");
        assertThat(failure(keys("ca_file", file("nothing.crt")))).hasMessageContaining("nothing.crt");
        assertThat(failure(keys("client_certificate", file("client.crt"), "client_key", file("client.crt"))))
                .hasMessageContaining("openssl pkcs8");
    }
}
