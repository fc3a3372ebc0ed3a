package io.headgate;

import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sun.misc.Signal;

/**
 * Turns SIGTERM, SIGINT (Ctrl-C) and SIGHUP (the terminal was closed) into a request to stop, so that the program ends by itself after the chunk under way. A shutdown
 * hook cannot do this: H2 has one too, and it closes the embedded JobRepository at the same moment. A signal that the
 * process was started to ignore, by {@code nohup} for instance, stays ignored. A second signal ends the
 * process at once, as kill -9 would; the rerun resumes either way.
 */
final class StopSignals {

    private static final Logger LOG = LoggerFactory.getLogger(StopSignals.class);

    private StopSignals() {}

    /**
     * @param request called once, in a thread of its own; may block
     */
    static void handle(Runnable request) {
        AtomicBoolean requested = new AtomicBoolean();
        for (String name : new String[] {"TERM", "INT", "HUP"}) {
            try {
                Signal.handle(new Signal(name), signal -> received(signal, requested, request));
            } catch (IllegalArgumentException e) {
                LOG.debug("SIG{} cannot be handled on this platform", name);
            }
        }
    }

    private static void received(Signal signal, AtomicBoolean requested, Runnable request) {
        if (!requested.compareAndSet(false, true)) {
            Runtime.getRuntime().halt(128 + signal.getNumber());
        }
        LOG.info("SIG{}: finishing the chunk under way, then stopping; once more to end at once", signal.getName());
        Thread thread = new Thread(request, "stop");
        thread.setDaemon(true);
        thread.start();
    }
}
