package io.headgate.api.fault;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A named place at which a test may stop the process, to prove that nothing is lost there.
 *
 * <p>Armed only by the system property {@code headgate.fault=NAME[:N][=ACTION]} on the JVM's command line: the N-th time (default
 * 1) that the place NAME is reached, ACTION happens: {@code halt} (default; the JVM dies at once, no hooks, as by SIGKILL),
 * {@code throw} (an {@link InjectedFault}), or {@code pause} (the line {@code headgate.fault reached NAME} on standard error, then
 * the thread waits for ever, so that a parent can send a signal). A property that comes from anywhere else than the command line,
 * such as Spring Boot's {@code loader.properties} in the working directory, arms nothing: no file and no environment variable of the
 * program reaches a fault point. When the property is not set, a call is one comparison with a constant that the JIT removes.
 *
 * <p>Any thread may call. The count is shared by all threads.
 */
public final class FaultPoint {

    private static final String PROPERTY = "headgate.fault";
    private static final @Nullable Plan ARMED = Plan.parse(fromCommandLine());

    private FaultPoint() {}

    /** Looks at the JVM's arguments only where the property is set, so that nobody else pays for it. */
    private static @Nullable String fromCommandLine() {
        String value = System.getProperty(PROPERTY);
        if (value == null) {
            return null;
        }
        String option = "-D" + PROPERTY + "=" + value;
        return ManagementFactory.getRuntimeMXBean().getInputArguments().contains(option) ? value : null;
    }

    /** Says that the place was reached. Returns unless this very place is armed and this is the N-th time. */
    public static void reach(String name) {
        Plan plan = ARMED;
        if (plan != null && plan.name.equals(name)) {
            plan.reached();
        }
    }

    /** What {@code throw} throws. */
    public static final class InjectedFault extends RuntimeException {
        private static final long serialVersionUID = 1L;

        InjectedFault(String name) {
            super("injected fault at " + name);
        }
    }

    private record Plan(String name, int nth, String action, AtomicInteger count) {

        private static final List<String> ACTIONS = List.of("halt", "throw", "pause");

        static @Nullable Plan parse(@Nullable String text) {
            if (text == null || text.isBlank()) {
                return null;
            }
            int equals = text.indexOf('=');
            String action = equals < 0 ? "halt" : text.substring(equals + 1);
            String place = equals < 0 ? text : text.substring(0, equals);
            int colon = place.indexOf(':');
            String nth = colon < 0 ? "1" : place.substring(colon + 1);
            // A typing error must not look like a fault that was survived.
            if (!nth.matches("[1-9][0-9]{0,8}") || !ACTIONS.contains(action)) {
                throw new IllegalArgumentException(
                        "headgate.fault is NAME[:N][=ACTION] with an action of " + ACTIONS + ", not '" + text + "'");
            }
            String name = colon < 0 ? place : place.substring(0, colon);
            return new Plan(name, Integer.parseInt(nth), action, new AtomicInteger());
        }

        void reached() {
            if (count.incrementAndGet() != nth) {
                return;
            }
            switch (action) {
                case "throw" -> throw new InjectedFault(name);
                case "pause" -> pause();
                default -> Runtime.getRuntime().halt(137);
            }
        }

        private void pause() {
            System.err.println("headgate.fault reached " + name);
            System.err.flush();
            while (true) {
                java.util.concurrent.locks.LockSupport.park(this);
            }
        }
    }
}
