package io.headgate.destination.file;

import io.headgate.api.destination.DeliveryGuarantee;
import io.headgate.api.destination.IDataDestination;
import io.headgate.api.destination.StreamPlan;
import io.headgate.api.destination.StreamTarget;
import io.headgate.api.destination.WriteMode;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** A folder with one folder per table. Holds nothing open; any thread. */
final class FileDestination implements IDataDestination {

    private final Path target;
    private final FileConfig config;

    FileDestination(Path target, FileConfig config) {
        this.target = target;
        this.config = config;
    }

    @Override
    public DeliveryGuarantee guarantee(WriteMode mode) {
        requireAppend(mode);
        String how =
                "each commit renames a manifest that tells how much of every file counts; files get their final names"
                        + " when the stream is complete";
        return new DeliveryGuarantee(
                DeliveryGuarantee.Level.EXACTLY_ONCE,
                config.fsync() ? how : how + "; fsync = false: holds when the process dies, not when the machine does");
    }

    private static void requireAppend(WriteMode mode) {
        if (mode != WriteMode.APPEND) {
            throw new HeadgateException(
                    CommonErrorCode.INVALID_CONFIGURATION,
                    "The destination 'file' adds files to a folder and knows no write_mode '"
                            + mode.name().toLowerCase(Locale.ROOT) + "'; use append, or a destination that has it.");
        }
    }

    @Override
    public StreamTarget prepare(StreamPlan plan) {
        requireAppend(plan.mode());
        FileStream stream = FileStream.of(target, plan, config);
        try {
            stream.work().prepare();
        } catch (IOException e) {
            throw Disk.failed(stream.work().path(), e);
        }
        return new FileTarget(stream);
    }

    @Override
    public StreamTarget attach(StreamPlan plan) {
        requireAppend(plan.mode());
        return new FileTarget(FileStream.of(target, plan, config));
    }

    @Override
    public void close() {}
}
