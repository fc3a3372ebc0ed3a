package io.headgate.restart;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A port on loopback through which a PostgreSQL server is reached, and which understands just enough of its protocol to cut a
 * connection in the middle of a commit: before the server hears of it, or after it has committed and before the client is told.
 */
final class PgWire implements AutoCloseable {

    private static final int STARTUP_3_0 = 196608;

    private final ServerSocket server;
    private final int behind;
    private final AtomicReference<Cut> armed = new AtomicReference<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    private PgWire(ServerSocket server, int behind) {
        this.server = server;
        this.behind = behind;
    }

    /** Where a connection is cut. */
    enum Where {
        BEFORE_COMMIT("before the server hears of a commit"),
        AFTER_COMMIT("before the client hears of a commit"),
        AFTER_BYTES("in the middle of a message"),
        /** Not a cut: the commit does not arrive, and the connection stays as it is until the wire is closed. */
        HOLD_COMMIT("held before the server hears of a commit");

        static final List<Where> CUTS = List.of(BEFORE_COMMIT, AFTER_COMMIT, AFTER_BYTES);

        private final String label;

        Where(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    /** One cut to come: at the so-manieth commit, or after so many bytes from the client, of all connections together. */
    static final class Cut {
        private final Where where;
        private long left;
        private boolean done;

        Cut(Where where, long count) {
            this.where = where;
            this.left = count;
        }

        private synchronized boolean atCommit(Where here) {
            return where == here && count(1) == 0;
        }

        /** How many of these bytes still pass; all of them unless this is the place. */
        private synchronized int passing(int bytes) {
            if (where != Where.AFTER_BYTES || done) {
                return bytes;
            }
            int passing = (int) Math.min(left, bytes);
            count(bytes);
            return passing;
        }

        private long count(long steps) {
            if (done) {
                return -1;
            }
            left = Math.max(0, left - steps);
            done = left == 0;
            return left;
        }

        synchronized boolean isDone() {
            return done;
        }
    }

    static PgWire to(int behind) {
        try {
            PgWire wire = new PgWire(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), behind);
            start(wire::accept);
            return wire;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return server.getLocalPort();
    }

    /** Arms a cut, or none for null. Only the connection that meets it dies; new ones can be made. */
    void arm(Cut cut) {
        armed.set(cut);
    }

    private void accept() throws IOException {
        while (true) {
            Socket near = server.accept();
            Socket far = new Socket(InetAddress.getLoopbackAddress(), behind);
            near.setTcpNoDelay(true);
            far.setTcpNoDelay(true);
            Connection connection = new Connection(near, far);
            start(connection::requests);
            start(connection::answers);
        }
    }

    /** One connection: requests are read message by message, answers are passed as they come. */
    private final class Connection {
        private final Socket near;
        private final Socket far;
        private final Set<String> commits = new HashSet<>();
        private volatile boolean deaf;

        Connection(Socket near, Socket far) {
            this.near = near;
            this.far = far;
        }

        void requests() throws IOException {
            try (near;
                    far;
                    DataInputStream in = new DataInputStream(near.getInputStream());
                    OutputStream out = new BufferedOutputStream(far.getOutputStream(), 1 << 16)) {
                int code = 0;
                while (code != STARTUP_3_0) {
                    ByteBuffer message = untyped(in);
                    code = message.getInt(4);
                    out.write(message.array());
                    out.flush();
                }
                while (pass(typed(in), out)) {
                    if (near.getInputStream().available() == 0) {
                        out.flush();
                    }
                }
            }
        }

        private boolean pass(ByteBuffer message, OutputStream out) throws IOException {
            Cut cut = armed.get();
            if (cut != null) {
                if (isCommit(message)) {
                    if (cut.atCommit(Where.BEFORE_COMMIT)) {
                        return false;
                    }
                    deaf |= cut.atCommit(Where.AFTER_COMMIT);
                    if (cut.atCommit(Where.HOLD_COMMIT)) {
                        awaitClose();
                    }
                }
                int passing = cut.passing(message.limit());
                out.write(message.array(), 0, passing);
                if (passing < message.limit()) {
                    out.flush();
                    return false;
                }
                return true;
            }
            isCommit(message);
            out.write(message.array());
            return true;
        }

        private void awaitClose() throws IOException {
            try {
                closed.await();
            } catch (InterruptedException e) {
                throw new InterruptedIOException();
            }
        }

        /** The driver parses COMMIT once per connection, under a name, and binds that name each time. */
        private boolean isCommit(ByteBuffer message) {
            byte type = message.get(0);
            if (type == 'P') {
                String name = text(message, 5);
                if (text(message, 6 + name.length()).equalsIgnoreCase("COMMIT")) {
                    commits.add(name);
                }
                return false;
            }
            if (type == 'B') {
                String portal = text(message, 5);
                return commits.contains(text(message, 6 + portal.length()));
            }
            return type == 'Q' && text(message, 5).equalsIgnoreCase("COMMIT");
        }

        private static String text(ByteBuffer message, int from) {
            int end = from;
            while (message.get(end) != 0) {
                end++;
            }
            return new String(message.array(), from, end - from, StandardCharsets.ISO_8859_1);
        }

        private static ByteBuffer untyped(DataInputStream in) throws IOException {
            int length = in.readInt();
            ByteBuffer message = ByteBuffer.allocate(length);
            message.putInt(0, length);
            in.readFully(message.array(), 4, length - 4);
            return message;
        }

        private static ByteBuffer typed(DataInputStream in) throws IOException {
            byte type = in.readByte();
            int length = in.readInt();
            ByteBuffer message = ByteBuffer.allocate(length + 1);
            message.put(0, type).putInt(1, length);
            in.readFully(message.array(), 5, length - 4);
            return message;
        }

        /** A deaf client is cut off by the answer that it does not get: by then the server has committed. */
        void answers() throws IOException {
            byte[] buffer = new byte[1 << 16];
            try (near;
                    far;
                    InputStream in = far.getInputStream();
                    OutputStream out = near.getOutputStream()) {
                for (int read = in.read(buffer); read >= 0 && !deaf; read = in.read(buffer)) {
                    out.write(buffer, 0, read);
                }
            }
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    /** A connection that ends is what this is for. */
    private static void start(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "wire");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
