package io.headgate.destination.file;

import io.headgate.api.destination.DeliveryGuarantee;
import io.headgate.api.destination.IDataDestination;
import io.headgate.api.destination.RejectStore;
import io.headgate.api.destination.SchemaDifference;
import io.headgate.api.destination.SetupOutline;
import io.headgate.api.destination.StoredReject;
import io.headgate.api.destination.StreamPlan;
import io.headgate.api.destination.StreamTarget;
import io.headgate.api.destination.WriteMode;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A folder with one folder per table. Holds nothing open; any thread. */
final class FileDestination implements IDataDestination, RejectStore, SetupOutline {

    private final Path target;
    private final FileConfig config;
    private final RejectFolder rejects;

    FileDestination(Path target, FileConfig config) {
        this.target = target;
        this.config = config;
        this.rejects = new RejectFolder(target, new Disk(config.fsync()));
    }

    @Override
    public DeliveryGuarantee guarantee(WriteMode mode) {
        refuseKeyed(mode);
        String how = "each commit renames a manifest that tells how much of every file counts; "
                + (mode == WriteMode.OVERWRITE
                        ? "when the stream is complete, the table's link is turned to its files in one act"
                        : "files get their final names when the stream is complete");
        return new DeliveryGuarantee(
                DeliveryGuarantee.Level.EXACTLY_ONCE,
                config.fsync() ? how : how + "; fsync = false: holds when the process dies, not when the machine does");
    }

    private static void refuseKeyed(WriteMode mode) {
        if (mode.hasKey()) {
            throw new HeadgateException(
                    CommonErrorCode.INVALID_CONFIGURATION,
                    "write_mode = \"" + mode.name().toLowerCase(Locale.ROOT)
                            + "\": the destination 'file' cannot find a record by its key. Use \"append\" or"
                            + " \"overwrite\", or the destination 'jdbc'");
        }
    }

    @Override
    public List<SchemaDifference> compare(StreamPlan plan) {
        FileStream stream = FileStream.of(target, plan, config);
        try {
            return stream.columns().compare();
        } catch (IOException e) {
            throw Disk.failed(stream.work().path(), e);
        }
    }

    @Override
    public StreamTarget prepare(StreamPlan plan) {
        refuseKeyed(plan.mode());
        FileStream stream = FileStream.of(target, plan, config);
        try {
            stream.work().prepare(stream.columns());
            if (plan.mode() == WriteMode.OVERWRITE) {
                new TableLink(stream).prepare();
            }
        } catch (IOException e) {
            throw Disk.failed(stream.work().path(), e);
        }
        return new FileTarget(stream);
    }

    @Override
    public List<String> setup(StreamPlan plan) {
        refuseKeyed(plan.mode());
        FileStream stream = FileStream.of(target, plan, config);
        try {
            List<String> acts = new ArrayList<>(stream.columns().outline());
            if (plan.mode() == WriteMode.OVERWRITE) {
                acts.add("turn link " + stream.layout().tableFolder(plan.table()) + " to the run's files");
            }
            return acts;
        } catch (IOException e) {
            throw Disk.failed(stream.work().path(), e);
        }
    }

    @Override
    public StreamTarget attach(StreamPlan plan) {
        return new FileTarget(FileStream.of(target, plan, config));
    }

    @Override
    public List<StoredReject> list(Selection selection, @Nullable String run, int limit) {
        return rejects.list(selection, run, limit);
    }

    @Override
    public long count(Selection selection, @Nullable String run) {
        return rejects.count(selection, run);
    }

    @Override
    public long claim(Selection selection, UUID replay, long epoch) {
        return rejects.claim(selection, replay, epoch);
    }

    @Override
    public List<StoredReject> claimed(Selection selection, UUID replay, @Nullable String after, int limit) {
        return rejects.claimed(selection, replay, after, limit);
    }

    @Override
    public void removeClaimed(Selection selection, UUID replay) {
        rejects.removeClaimed(selection, replay);
    }

    @Override
    public int repair(Selection selection, List<Repair> repairs) {
        return rejects.repair(selection, repairs);
    }

    @Override
    public void close() {}
}
