package io.headgate.destination.file;

import io.headgate.api.destination.WriteMode;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.fault.FaultPoint;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gives a finished stream's files their final names. Repeating it does what is left to do. */
final class FilePublication {

    private final FileStream stream;
    private final long epoch;
    private final @Nullable TableLink link;

    FilePublication(FileStream stream, long epoch) {
        this.stream = stream;
        this.epoch = epoch;
        this.link = stream.plan().mode() == WriteMode.OVERWRITE ? new TableLink(stream) : null;
    }

    /** A file on its way from the work folder to its final name. */
    private record Move(Path from, Path to, long lengthBytes) {}

    void run() throws IOException {
        List<Move> moves = new ArrayList<>();
        for (String partition : stream.plan().partitions()) {
            collect(partition, moves);
        }
        if (link != null && link.isTurned()) {
            link.settle();
            return;
        }
        begin(moves);
        FaultPoint.reach("file.publish.begun");
        Set<Path> folders = new LinkedHashSet<>();
        for (Move move : moves) {
            publish(move, folders);
        }
        for (Path folder : folders) {
            stream.disk().syncFolder(folder);
        }
        if (link != null) {
            link.turn(epoch);
        }
        FaultPoint.reach("file.publish.done");
    }

    private void collect(String partition, List<Move> moves) throws IOException {
        PartitionFolder folder = stream.work().partition(partition);
        Generation newest = folder.newestClaim();
        if (newest != null && newest.epoch() > epoch) {
            throw Fence.younger(what(), epoch, newest.epoch());
        }
        if (newest == null && !stream.work().isPlanned(partition)) {
            throw Fence.notPlanned(stream.plan().partition(partition));
        }
        Manifest manifest = folder.committed();
        if (!manifest.checkpoint().complete()) {
            throw new HeadgateException(
                    CommonErrorCode.INTERNAL_ERROR,
                    "partition '" + partition + "' of " + what() + " is not finished and cannot be published");
        }
        for (Manifest.Part part : manifest.parts()) {
            moves.add(
                    new Move(folder.file(part.name()), stream.layout().published(partition, part), part.lengthBytes()));
        }
    }

    private String what() {
        return "stream '" + stream.plan().stream() + "'";
    }

    /** Once the mark is there, a missing work file is a published one; so they are all seen to be there before. */
    private void begin(List<Move> moves) throws IOException {
        @Nullable Long begun = stream.work().publishing();
        if (begun == null) {
            begun = requireWhole(moves);
        }
        if (begun != null && begun > epoch) {
            throw Fence.younger(what(), epoch, begun);
        }
        if (begun == null || begun < epoch) {
            stream.work().markPublishing(epoch);
        }
    }

    /** Null, or the epoch of a run that has begun to publish at this very moment, so that files are rightly missing. */
    private @Nullable Long requireWhole(List<Move> moves) throws IOException {
        try {
            for (Move move : moves) {
                requireWhole(move);
            }
            return null;
        } catch (HeadgateException e) {
            stream.work().requirePresent();
            @Nullable Long begun = stream.work().publishing();
            if (begun == null) {
                throw e;
            }
            return begun;
        }
    }

    private static void requireWhole(Move move) throws IOException {
        try {
            long size = Files.size(move.from());
            if (size < move.lengthBytes()) {
                throw PartFile.lost(move.from(), move.lengthBytes(), "only " + size + " are there");
            }
        } catch (NoSuchFileException e) {
            throw PartFile.lost(move.from(), move.lengthBytes(), "the file is gone");
        }
    }

    private void publish(Move move, Set<Path> folders) throws IOException {
        if (!Files.exists(move.from())) {
            // Renamed by an earlier try, or at this moment by the run that this one succeeds; perhaps already taken
            // away.
            return;
        }
        Path folder = move.to().getParent();
        if (folder != null) {
            stream.disk().createFolders(folder);
            folders.add(folder);
        }
        if (Files.exists(move.to())) {
            requireSame(move);
            Files.deleteIfExists(move.from());
            return;
        }
        cutOff(move);
        Disk.rename(move.from(), move.to());
        FaultPoint.reach("file.publish.renamed");
    }

    /** A power failure may leave both names of one file; anything else under our name is not ours to replace. */
    private static void requireSame(Move move) throws IOException {
        if (!Files.isSameFile(move.from(), move.to())) {
            throw new HeadgateException(
                    CommonErrorCode.TARGET_MISMATCH,
                    move.to() + " exists already and was not written by this run. Move it away, then rerun.");
        }
    }

    /** What lies beyond the committed length never happened. */
    private void cutOff(Move move) throws IOException {
        if (Files.size(move.from()) > move.lengthBytes()) {
            try (FileChannel channel = FileChannel.open(move.from(), StandardOpenOption.WRITE)) {
                channel.truncate(move.lengthBytes());
                stream.disk().sync(channel);
            }
        }
    }
}
