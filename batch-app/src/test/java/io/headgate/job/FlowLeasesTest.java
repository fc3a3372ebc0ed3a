package io.headgate.job;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.headgate.state.StopSignal;
import io.headgate.state.TestDatabases;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Who may run a flow, when another process has run it or still does. */
class FlowLeasesTest {

    private static final String ELSEWHERE = "another-host/4026531836|17|1700000000000";

    private final DataSource dataSource =
            new DriverManagerDataSource("jdbc:h2:mem:leases" + System.nanoTime() + ";DB_CLOSE_DELAY=-1", "sa", "");
    private final JdbcClient jdbc = JdbcClient.create(dataSource);
    private FlowLeases leases;

    @BeforeEach
    void createTables() {
        RepositorySchema.create(dataSource);
        leases = new FlowLeases(dataSource);
    }

    private void hold(String owner, Instant until) {
        jdbc.sql("INSERT INTO HEADGATE_LEASE (NAME, LOCK_UNTIL, LOCKED_AT, LOCKED_BY) VALUES ('f', ?, ?, ?)")
                .params(Timestamp.from(until), Timestamp.from(Instant.now().minusSeconds(60)), owner)
                .update();
    }

    @Test
    void aLeaseIsGivenOnceAndAgainAfterItsRelease() {
        FlowLease first = acquire().orElseThrow();
        assertThat(acquire()).as("held by this very process").isEmpty();
        assertThat(leases.acquire("g", new StopSignal()).map(lease -> {
                    lease.close();
                    return true;
                }))
                .as("another flow's lease")
                .isPresent();
        first.close();
        Optional<FlowLease> second = acquire();
        assertThat(second).isPresent();
        second.get().close();
    }

    @Test
    void aDeadProcessOfThisHostLosesItsLeaseAtOnce() throws Exception {
        Process process = new ProcessBuilder("true").start();
        process.waitFor();
        LeaseOwner self = LeaseOwner.self();
        hold(
                new LeaseOwner(self.place(), process.pid(), self.started()).toString(),
                Instant.now().plusSeconds(30));
        long before = System.nanoTime();
        Optional<FlowLease> lease = acquire();
        assertThat(lease).isPresent();
        lease.get().close();
        assertThat(System.nanoTime() - before).isLessThan(TimeUnit.SECONDS.toNanos(20));
    }

    @Test
    void aProcessIdThatWasGivenToAnotherProcessIsNotTakenForItsOldOwner() {
        LeaseOwner self = LeaseOwner.self();
        hold(
                new LeaseOwner(self.place(), self.pid(), self.started() - 1).toString(),
                Instant.now().plusSeconds(30));
        Optional<FlowLease> lease = acquire();
        assertThat(lease).isPresent();
        lease.get().close();
    }

    /** Since the lease was taken, by an hour. */
    private void setBackTheClock() {
        jdbc.sql("UPDATE HEADGATE_LEASE SET LOCKED_AT = DATEADD(HOUR, 1, LOCKED_AT),"
                        + " LOCK_UNTIL = DATEADD(HOUR, 1, LOCK_UNTIL)")
                .update();
    }

    @Test
    void aLeaseThatWasReleasedIsFreeAlsoIfTheClockWasSetBack() {
        FlowLease first = acquire().orElseThrow();
        setBackTheClock();
        first.close();
        Optional<FlowLease> second = acquire();
        assertThat(second).isPresent();
        second.get().close();
    }

    @Test
    void aDeadProcessLosesItsLeaseAlsoIfTheClockWasSetBack() {
        LeaseOwner self = LeaseOwner.self();
        hold(
                new LeaseOwner(self.place(), self.pid(), self.started() - 1).toString(),
                Instant.now().plusSeconds(30));
        setBackTheClock();
        Optional<FlowLease> lease = acquire();
        assertThat(lease).isPresent();
        lease.get().close();
    }

    @Test
    void aHolderElsewhereThatDoesNotRenewLosesItsLeaseWhenItsTimeIsUp() {
        hold(ELSEWHERE, Instant.now().plusSeconds(2));
        Optional<FlowLease> lease = acquire();
        assertThat(lease).isPresent();
        lease.get().close();
    }

    @Test
    void aHolderElsewhereThatRenewsIsLeftAlone() {
        hold(ELSEWHERE, Instant.now().plusSeconds(30));
        ScheduledExecutorService holder = Executors.newSingleThreadScheduledExecutor();
        try {
            holder.scheduleWithFixedDelay(this::renewElsewhere, 500, 500, TimeUnit.MILLISECONDS);
            assertThat(acquire()).isEmpty();
        } finally {
            holder.shutdown();
        }
    }

    private Optional<FlowLease> acquire() {
        return leases.acquire("f", new StopSignal());
    }

    private void renewElsewhere() {
        jdbc.sql("UPDATE HEADGATE_LEASE SET LOCK_UNTIL = ? WHERE NAME = 'f'")
                .param(Timestamp.from(Instant.now().plusSeconds(30)))
                .update();
    }

    /** Gives no connection as long as it is told so. */
    private DataSource failing(AtomicBoolean now, SQLException failure) {
        return new DelegatingDataSource(dataSource) {
            @Override
            public Connection getConnection() throws SQLException {
                if (now.get()) {
                    throw failure;
                }
                return super.getConnection();
            }
        };
    }

    @Test
    void aLeaseIsRenewedAgainAfterTheDatabaseWasGone() {
        AtomicBoolean gone = new AtomicBoolean();
        DataSource shaky = failing(gone, new SQLNonTransientConnectionException("Connection is broken", "90067"));
        FlowLease lease = new FlowLeases(shaky).acquire("f", new StopSignal()).orElseThrow();
        gone.set(true);
        assertThat(lease.confirm()).as("it holds until its time is up").isTrue();
        gone.set(false);
        assertThat(lease.confirm()).isTrue();
        gone.set(true);
        lease.close();
    }

    @Test
    void whyALeaseCannotBeRenewedIsSaidOnceAndInTheDatabasesWords() {
        AtomicBoolean full = new AtomicBoolean();
        DataSource shaky = failing(
                full, new SQLException("General error: x", new IllegalStateException("No space left on device")));
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger logger = (Logger) LoggerFactory.getLogger(FlowLease.class);
        logger.addAppender(log);
        try (FlowLease lease =
                new FlowLeases(shaky).acquire("f", new StopSignal()).orElseThrow()) {
            for (boolean state : new boolean[] {true, true, false, true}) {
                full.set(state);
                lease.confirm();
            }
            full.set(false);
        } finally {
            logger.detachAppender(log);
        }
        String once = "The lease of flow f cannot be renewed now and is tried again: the JobRepository's database says"
                + " 'No space left on device'";
        assertThat(log.list).extracting(ILoggingEvent::getFormattedMessage).containsExactly(once, once);
    }

    @Test
    void aLeaseThatWasTakenIsNotConfirmedAndNotGivenBack() {
        FlowLease lease = acquire().orElseThrow();
        List<String> losses = new ArrayList<>();
        lease.onLoss(() -> losses.add("f"));
        assertThat(lease.confirm()).isTrue();
        jdbc.sql("UPDATE HEADGATE_LEASE SET LOCKED_BY = ? WHERE NAME = 'f'")
                .param(ELSEWHERE)
                .update();
        assertThat(lease.confirm()).isFalse();
        assertThat(losses).containsExactly("f");
        lease.close();
        assertThat(jdbc.sql(
                                "SELECT COUNT(*) FROM HEADGATE_LEASE WHERE LOCKED_BY = ? AND LOCK_UNTIL > CURRENT_TIMESTAMP")
                        .param(ELSEWHERE)
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    static Stream<DataSource> databases() {
        return Stream.of(TestDatabases.h2(), TestDatabases.postgres());
    }

    @ParameterizedTest
    @MethodSource("databases")
    void aLeaseThatRanOutAndThatNobodyHasTakenIsRenewed(DataSource database) {
        FlowLeases here = new FlowLeases(database);
        FlowLease lease = here.acquire("f", new StopSignal()).orElseThrow();
        JdbcClient.create(database)
                .sql("UPDATE HEADGATE_LEASE SET LOCK_UNTIL = LOCKED_AT")
                .update();
        assertThat(lease.confirm()).isTrue();
        assertThat(here.acquire("f", new StopSignal())).as("valid again").isEmpty();
        lease.close();
        Optional<FlowLease> next = here.acquire("f", new StopSignal());
        assertThat(next).as("given back").isPresent();
        next.get().close();
    }

    @Test
    void aLeaseThatSomebodyHasTakenAndGivenBackMeanwhileIsLost() {
        FlowLease lease = acquire().orElseThrow();
        jdbc.sql("UPDATE HEADGATE_LEASE SET LOCKED_BY = ?, LOCK_UNTIL = LOCKED_AT WHERE NAME = 'f'")
                .param(ELSEWHERE)
                .update();
        assertThat(lease.confirm()).isFalse();
        lease.close();
    }
}
