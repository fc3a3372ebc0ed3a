package io.headgate.transform;

import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** Where the keys of {@code unique} rules lie: one file per stream, in a folder per job instance. */
public final class UniqueKeyFiles {

    private final Path folder;

    /**
     * @param folder where they lie; made when it is needed
     */
    public UniqueKeyFiles(Path folder) {
        this.folder = folder;
    }

    public Path of(UUID instance, String stream) {
        UUID name = UUID.nameUUIDFromBytes(stream.getBytes(StandardCharsets.UTF_8));
        return folder.resolve(instance.toString()).resolve(name + ".keys");
    }

    /** Removes the keys of a stream, and the instance's folder with the last of them. No error if there are none. */
    public void delete(UUID instance, String stream) {
        Path ofInstance = folder.resolve(instance.toString());
        Path file = of(instance, stream);
        try {
            if (Files.deleteIfExists(file)) {
                deleteIfEmpty(ofInstance);
            }
        } catch (IOException e) {
            throw new HeadgateException(
                    CommonErrorCode.IO_FAILED, "the file " + file + " cannot be removed: " + e.getMessage(), e);
        }
    }

    private static void deleteIfEmpty(Path folder) throws IOException {
        try {
            Files.delete(folder);
        } catch (java.nio.file.DirectoryNotEmptyException e) {
            // Another stream of the instance still has its keys there.
        }
    }
}
