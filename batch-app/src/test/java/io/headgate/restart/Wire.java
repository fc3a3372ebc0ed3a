package io.headgate.restart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** A port on loopback through which the test's PostgreSQL is reached, when it is connected. */
final class Wire implements AutoCloseable {

    private final int port;
    private final int behind;
    private final List<Socket> sockets = new ArrayList<>();
    private ServerSocket server;

    private Wire(int port, int behind) {
        this.port = port;
        this.behind = behind;
    }

    /**
     * A port that nobody listens at, for now. Below those that systems give to outgoing connections, one of which could otherwise have
     * it before it is connected.
     */
    static Wire to(int behind) {
        for (int tries = 0; tries < 100; tries++) {
            int port = ThreadLocalRandom.current().nextInt(20_000, 30_000);
            try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return new Wire(probe.getLocalPort(), behind);
            } catch (IOException e) {
                // Somebody listens there; the next one.
                continue;
            }
        }
        throw new IllegalStateException("no port is free");
    }

    int port() {
        return port;
    }

    synchronized void connect() {
        ServerSocket listening = listen();
        server = listening;
        run(() -> accept(listening));
    }

    /** A process that another test is just starting holds, until it is itself, what this one had open, the closed port too. */
    private ServerSocket listen() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (true) {
            try {
                ServerSocket listening = new ServerSocket();
                listening.setReuseAddress(true);
                listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return listening;
            } catch (BindException e) {
                if (System.nanoTime() > end) {
                    throw new UncheckedIOException(e);
                }
                Thread.onSpinWait();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void accept(ServerSocket listening) throws IOException {
        while (true) {
            Socket near = listening.accept();
            Socket far = new Socket(InetAddress.getLoopbackAddress(), behind);
            synchronized (this) {
                sockets.add(near);
                sockets.add(far);
            }
            run(() -> copy(near, far));
            run(() -> copy(far, near));
        }
    }

    private static void copy(Socket from, Socket to) throws IOException {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    /** A connection that ends is what this is for. */
    private static void run(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                Thread.currentThread().interrupt();
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    /** Every connection dies, and no new one is made. */
    synchronized void cut() {
        try {
            if (server != null) {
                server.close();
            }
            for (Socket socket : sockets) {
                socket.close();
            }
            sockets.clear();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        cut();
    }
}
