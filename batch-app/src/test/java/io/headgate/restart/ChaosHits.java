package io.headgate.restart;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.restart.ChaosResult.Hit;
import io.headgate.restart.FaultPoints.Stage;
import io.headgate.restart.JarProcess.Exit;
import io.headgate.restart.JarProcess.Launch;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/**
 * Does to a scenario's flow what a round of chaos wants, one fault after the other, and reruns it in between as a user would: until
 * the exit code is 0. Only after a SIGKILL, which leaves no exit code to go by, it looks into the JobRepository first.
 */
final class ChaosHits implements AutoCloseable {

    /** A run takes longer than this. */
    private static final int LATEST_MILLIS = 900;

    /** A kill in the middle of the JVM's start, or while the JobRepository's tables are created. */
    private static final int LATEST_START_MILLIS = 2500;

    private static final int TURNS = 12;
    /** So many hits are made before one that may end the round. */
    private static final int EARLY = 3;

    private static final int LEASE_SECONDS = 5;

    private final Scenario scenario;
    private final Random random;
    private final List<Hit> hits;
    private final PgWire toLanding = PgWire.to(Postgres.port());
    private final PgWire toRepository = PgWire.to(Postgres.port());
    private String where = "";
    private boolean met;
    private boolean succeeded;

    ChaosHits(Scenario scenario, Random random, List<Hit> hits) {
        this.scenario = scenario;
        this.random = random;
        this.hits = hits;
        scenario.configure(through(toLanding, scenario.toml()));
    }

    private static String through(PgWire wire, String text) {
        return text.replace(":" + Postgres.port() + "/", ":" + wire.port() + "/");
    }

    private Launch launch() {
        String url = scenario.repository().environment().get("SPRING_DATASOURCE_URL");
        return url == null
                ? scenario.launch()
                : scenario.launch().with("SPRING_DATASOURCE_URL", through(toRepository, url));
    }

    private JarProcess start(Launch launch) {
        return launch.start("flow=" + Scenario.FLOW);
    }

    /** So many faults, or fewer if the flow comes to its end before; afterwards it has ended. */
    void strike(int most) {
        boolean ended = false;
        for (int hit = 0; hit < most && !ended; hit++) {
            ended = hit(ChaosFault.choose(scenario.setup(), hit < EARLY, random), stage(hit, most));
        }
        if (!ended) {
            Exit last = start(launch()).await();
            assertThat(last.code()).as("the last run; %s", last.all()).isZero();
            assertSentences(last);
        }
    }

    private Stage stage(int hit, int most) {
        if (hit == 0 && random.nextBoolean()) {
            return Stage.PLANNING;
        }
        return hit >= most - 3 && random.nextInt(3) > 0 ? Stage.PUBLISHING : Stage.MOVING;
    }

    private boolean hit(ChaosFault fault, Stage stage) {
        where = "";
        met = false;
        succeeded = false;
        Exit exit =
                switch (fault) {
                    case KILL_AT_RANDOM -> killAtRandom();
                    case KILL_AT_POINT -> killAtPoint(place(stage));
                    case TERMINATE -> terminate();
                    case THROW -> throwAt(place(stage));
                    case END_SESSION -> endSession();
                    case CUT -> cut();
                    case FREEZE -> freeze();
                };
        hits.add(new Hit(fault, where, met, exit.code()));
        assertThat(exit.code()).as("after %s %s: %s", fault, where, exit.all()).isIn(codes(fault));
        assertThat(scenario.setup().landing() == Landing.Kind.H2
                        || scenario.verify().isPartOfIt())
                .as("nothing twice and nothing strange after %s %s", fault, where)
                .isTrue();
        if (exit.code() == 137) {
            return isCompleted();
        }
        assertSentences(exit);
        return succeeded || exit.code() == 0;
    }

    private static List<Integer> codes(ChaosFault fault) {
        return switch (fault) {
            case KILL_AT_RANDOM, KILL_AT_POINT -> List.of(0, 137);
            case TERMINATE -> List.of(0, 4, 143);
            // 3 says that another has taken over.
            case FREEZE -> List.of(0, 1, 3);
            default -> List.of(0, 1);
        };
    }

    private static void assertSentences(Exit exit) {
        assertThat(exit.all()).doesNotContain("\tat ", "NullPointer");
    }

    private boolean isCompleted() {
        List<String> statuses = statuses();
        return !statuses.isEmpty() && statuses.get(statuses.size() - 1).equals("COMPLETED");
    }

    /** Mostly it is frozen while it lands records, sometimes before. */
    private boolean hasWritten(long moreThan) {
        return scenario.repository().recordsWritten(Scenario.FLOW) > moreThan;
    }

    private List<String> statuses() {
        return scenario.repository().statusesIfAny(Scenario.FLOW);
    }

    private String place(Stage stage) {
        where = FaultPoints.any(stage, scenario.setup().landing(), random, TURNS);
        return where;
    }

    /** Any moment from planning to publishing, and now and then one while the program starts. */
    private Exit killAtRandom() {
        boolean early = random.nextInt(6) == 0;
        int millis = random.nextInt(early ? LATEST_START_MILLIS : LATEST_MILLIS);
        try (JarProcess child = start(launch())) {
            boolean lives =
                    (early || child.seesUntilEnd(child::hasStarted)) && !child.endsWithin(Duration.ofMillis(millis));
            return lives ? kill(child) : child.await();
        }
    }

    /** The thread that reaches the place stands still there; the others go on until the signal comes. */
    private Exit killAtPoint(String place) {
        try (JarProcess child = start(launch().fault(place + "=pause"))) {
            return child.seesUntilEnd(() -> child.hasError("headgate.fault reached")) ? kill(child) : child.await();
        }
    }

    private Exit kill(JarProcess child) {
        Exit exit = child.kill();
        met = exit.code() == 137;
        return exit;
    }

    private Exit throwAt(String place) {
        try (JarProcess child = start(launch().fault(place + "=throw"))) {
            Exit exit = child.await();
            met = exit.code() != 0;
            return exit;
        }
    }

    private boolean awaitMoment(JarProcess child) {
        int millis = random.nextInt(LATEST_MILLIS);
        return child.seesUntilEnd(child::hasStarted) && !child.endsWithin(Duration.ofMillis(millis));
    }

    private Exit terminate() {
        try (JarProcess child = start(launch())) {
            Exit exit = awaitMoment(child) ? child.terminate() : child.await();
            met = exit.code() != 0;
            return exit;
        }
    }

    private boolean choosesLanding() {
        if (scenario.setup().landing() != Landing.Kind.POSTGRESQL) {
            return false;
        }
        return scenario.setup().repository() != Repository.Kind.POSTGRESQL || random.nextBoolean();
    }

    /** Ends a session that is in the middle of something. */
    private Exit endSession() {
        boolean landing = choosesLanding();
        where = landing ? "destination" : "JobRepository";
        String url = landing
                ? ((Landing.Database) scenario.landing()).url()
                : ((Repository.Server) scenario.repository()).url();
        try (Connection connection = Postgres.connect(url);
                PreparedStatement end = connection.prepareStatement(
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
                                + " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
                                + " AND state <> 'idle' LIMIT 1");
                JarProcess child = start(launch())) {
            if (awaitMoment(child)) {
                met = child.seesUntilEnd(() -> returnsRow(end));
            }
            return child.await();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean returnsRow(PreparedStatement statement) {
        try (ResultSet row = statement.executeQuery()) {
            return row.next();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Exit cut() {
        boolean landing = choosesLanding();
        PgWire.Where place = PgWire.Where.CUTS.get(random.nextInt(PgWire.Where.CUTS.size()));
        where = (landing ? "destination" : "JobRepository") + ", " + place.label();
        long count = place == PgWire.Where.AFTER_BYTES ? 1 + random.nextInt(60_000) : 1 + random.nextInt(80);
        PgWire wire = landing ? toLanding : toRepository;
        PgWire.Cut cut = new PgWire.Cut(place, count);
        wire.arm(cut);
        try (JarProcess child = start(launch())) {
            Exit exit = child.await();
            met = cut.isDone();
            return exit;
        } finally {
            wire.arm(null);
        }
    }

    /**
     * The successor runs to its end, or as far as it can, while the frozen process holds what it holds. That one may say what it
     * likes when it wakes up, also that the run is complete; what has landed and how many runs there are is looked at in the end.
     */
    private Exit freeze() {
        Launch launch = launch().leaseSeconds(LEASE_SECONDS);
        int before = statuses().size();
        try (Connection server = scenario.repository().serve();
                JarProcess frozen = start(launch.through("unshare", "--pid", "--fork", "--kill-child"))) {
            // Before it has begun it is just a later command: the next run.
            long written = random.nextInt(4) == 0 ? -1 : scenario.repository().recordsWritten(Scenario.FLOW);
            if (!frozen.seesUntilEnd(() -> statuses().size() > before && hasWritten(written))
                    || frozen.endsWithin(Duration.ofMillis(random.nextInt(LATEST_MILLIS)))) {
                return frozen.await();
            }
            frozen.signalChild("STOP");
            frozen.awaitUntil("the process stands still", frozen::isChildStopped);
            if (isCompleted()) {
                frozen.signalChild("CONT");
                return frozen.await();
            }
            int alone = statuses().size();
            Exit successor = start(launch).await();
            met = statuses().size() > alone;
            frozen.signalChild("CONT");
            Exit late = frozen.await();
            where = "successor ended with " + successor.code();
            assertThat(successor.code()).as(successor.all()).isIn(0, 1, 3);
            assertSentences(successor);
            succeeded = successor.code() == 0;
            return late;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        toLanding.close();
        toRepository.close();
    }
}
