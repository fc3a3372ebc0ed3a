package io.headgate.destination.file;

import io.headgate.api.config.ConfigException;
import io.headgate.api.destination.IDataDestination;
import io.headgate.api.destination.IDataDestinationFactory;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** {@code method = "file"}: CSV or JSON Lines files in a folder per table. */
public final class FileDestinationFactory implements IDataDestinationFactory<FileConfig> {

    @Override
    public String method() {
        return "file";
    }

    @Override
    public String description() {
        return "CSV or JSON Lines files in a folder per table, exactly once";
    }

    @Override
    public Class<FileConfig> configType() {
        return FileConfig.class;
    }

    @Override
    public IDataDestination create(String destinationId, @Nullable String target, FileConfig config) {
        if (target == null || target.isBlank()) {
            throw new ConfigException("target", "is required: the folder that gets a folder per table");
        }
        try {
            return new FileDestination(Path.of(target).toAbsolutePath().normalize(), config);
        } catch (InvalidPathException e) {
            throw new ConfigException("target", "'" + target + "' is no folder name: " + e.getReason());
        }
    }
}
