package io.headgate.job;

import io.headgate.state.StopSignal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.LockProvider;
import net.javacrumbs.shedlock.core.SimpleLock;
import net.javacrumbs.shedlock.provider.jdbctemplate.JdbcTemplateLockProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * One live run per flow. A lease is a row of {@code HEADGATE_LEASE} in the JobRepository's database that its holder renews; it ends
 * when it is released, when it has not been renewed for its time ({@link LeaseTime}) and somebody else takes it, or when its holder is
 * known to be dead. The database's clock counts, so hosts need not agree on the time.
 */
final class FlowLeases {

    private static final Logger LOG = LoggerFactory.getLogger(FlowLeases.class);
    private static final String TABLE = LeaseRow.TABLE;
    private static final AtomicLong ACQUISITIONS = new AtomicLong();

    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final LeaseRow.Now now;
    private final LeaseTime time = LeaseTime.configured();
    private final LeaseOwner self = LeaseOwner.self();

    FlowLeases(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
        this.now = LeaseRow.Now.of(dataSource);
        this.template = new JdbcTemplate(dataSource);
    }

    /**
     * Takes the lease of a flow, from a dead holder if need be. Where the holder runs on another machine and could be dead or
     * alive, waits until it has renewed (then it lives) or its time is up.
     *
     * @param stop ends the waiting
     * @return empty if a live process holds it, or on request
     */
    Optional<FlowLease> acquire(String flow, StopSignal stop) {
        Optional<FlowLease> lease = tryOnce(flow);
        Instant giveUp = Instant.now().plus(time.patience());
        Holder first = lease.isPresent() ? null : holder(flow).orElse(null);
        while (lease.isEmpty()
                && first != null
                && !stop.isRequested()
                && Instant.now().isBefore(giveUp)) {
            LeaseOwner owner = first.owner();
            if (owner != null && owner.isHere() && !owner.isDead()) {
                return Optional.empty();
            }
            if (owner != null && owner.isDead()) {
                LOG.info("Taking the lease of flow {} from process {}, which is dead", flow, owner.pid());
                expire(flow, first);
            } else if (!waitForChange(flow, first)) {
                return Optional.empty();
            }
            lease = tryOnce(flow);
            if (lease.isEmpty() && owner != null && owner.isDead()) {
                // Somebody else was faster, or the database did not take it: not again without a pause.
                if (!pause()) {
                    return Optional.empty();
                }
                first = holder(flow).orElse(null);
            }
        }
        return lease;
    }

    private Optional<FlowLease> tryOnce(String flow) {
        String holder = self.acquisition(ACQUISITIONS.incrementAndGet());
        Optional<SimpleLock> lock =
                locks(holder).lock(new LockConfiguration(Instant.now(), flow, time.duration(), Duration.ZERO));
        return lock.map(
                taken -> new FlowLease(flow, new LeaseRow(jdbc, flow, holder, time.duration(), now), time.renewal()));
    }

    private LockProvider locks(String holder) {
        return new JdbcTemplateLockProvider(JdbcTemplateLockProvider.Configuration.builder()
                .withJdbcTemplate(template)
                .withTableName(TABLE)
                .withLockedByValue(holder)
                .usingDbTime()
                .build());
    }

    /** Waits a second. False if the holder has renewed meanwhile: it lives. */
    private boolean waitForChange(String flow, Holder first) {
        if (!pause()) {
            return false;
        }
        Optional<Holder> now = holder(flow);
        return now.isEmpty() || now.get().equals(first);
    }

    /** For a second. False if the thread was interrupted. */
    private static boolean pause() {
        try {
            Thread.sleep(1000);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Optional<Holder> holder(String flow) {
        return jdbc.sql("SELECT LOCKED_BY, LOCK_UNTIL FROM " + TABLE + " WHERE NAME = ?")
                .param(flow)
                .query((row, number) -> new Holder(row.getString("LOCKED_BY"), row.getString("LOCK_UNTIL")))
                .optional();
    }

    /** Ends a dead holder's lease, unless somebody else has it by now. */
    private void expire(String flow, Holder holder) {
        jdbc.sql("UPDATE " + TABLE + " SET LOCK_UNTIL = " + LeaseRow.LONG_PAST + " WHERE NAME = ? AND LOCKED_BY = ?")
                .params(flow, holder.lockedBy())
                .update();
    }

    private record Holder(String lockedBy, String lockUntil) {
        @org.jspecify.annotations.Nullable
        LeaseOwner owner() {
            return LeaseOwner.parse(lockedBy).orElse(null);
        }
    }
}
