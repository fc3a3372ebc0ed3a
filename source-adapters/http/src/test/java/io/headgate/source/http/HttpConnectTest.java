package io.headgate.source.http;

import static io.headgate.source.http.ApiServer.endpoint;
import static io.headgate.source.http.ApiServer.keys;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.headgate.api.error.HeadgateException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A server that does not even take the connection, and none at all. */
class HttpConnectTest {

    private static final int MOST_WAITING = 64;

    @Test
    void aConnectionThatIsNotTakenIsGivenUpAfterConnectTimeoutAndNotAfterTimeout() throws IOException {
        List<Socket> waiting = new ArrayList<>();
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            fillQueue(server, waiting);
            Map<String, Object> config = keys(
                    "base_url",
                    "http://127.0.0.1:" + server.getLocalPort(),
                    "endpoints",
                    List.of(endpoint("things", "/things", "columns", keys("id", "int64"), "sample_records", 0)),
                    "connect_timeout",
                    "200ms",
                    "timeout",
                    "60s",
                    "retry",
                    keys("attempts", 1));
            long started = System.nanoTime();
            HeadgateException failure = catchThrowableOfType(
                    HeadgateException.class, () -> Reading.run(ApiServer.source(config), "things"));
            assertThat(failure.code()).isEqualTo(HttpErrorCode.RETRIES_EXHAUSTED);
            assertThat(failure).hasMessageContaining("connect timed out");
            assertThat(Duration.ofNanos(System.nanoTime() - started))
                    .isBetween(Duration.ofMillis(200), Duration.ofSeconds(30));
        } finally {
            for (Socket socket : waiting) {
                socket.close();
            }
        }
    }

    @Test
    void aConnectionThatIsRefusedIsTriedAgain() throws IOException {
        int closed;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = server.getLocalPort();
        }
        Map<String, Object> config = keys(
                "base_url",
                "http://127.0.0.1:" + closed,
                "endpoints",
                List.of(endpoint("things", "/things", "columns", keys("id", "int64"), "sample_records", 0)),
                "retry",
                keys("attempts", 3, "delay", "5ms"));
        HeadgateException failure =
                catchThrowableOfType(HeadgateException.class, () -> Reading.run(ApiServer.source(config), "things"));
        assertThat(failure.code()).isEqualTo(HttpErrorCode.RETRIES_EXHAUSTED);
        assertThat(failure).hasMessageContaining("the connection failed").hasMessageContaining("(3 attempts");
    }

    /** Nobody accepts: as soon as the queue is full the system leaves further connections without an answer. */
    private static void fillQueue(ServerSocket server, List<Socket> waiting) throws IOException {
        for (int i = 0; i < MOST_WAITING; i++) {
            Socket socket = new Socket();
            waiting.add(socket);
            try {
                socket.connect(server.getLocalSocketAddress(), 200);
            } catch (SocketTimeoutException e) {
                return;
            }
        }
        throw new AssertionError("the queue never fills");
    }
}
