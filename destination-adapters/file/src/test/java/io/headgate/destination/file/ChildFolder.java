package io.headgate.destination.file;

import io.headgate.api.config.ConfigBinder;
import io.headgate.api.destination.IDataDestination;
import java.util.Map;
import java.util.function.Supplier;

/** The destination of a child process that is about to be killed. Its parent says by a system property where the folder is. */
public final class ChildFolder implements Supplier<IDataDestination> {

    static final String FOLDER = "headgate.test.folder";

    @Override
    public IDataDestination get() {
        return new FileDestinationFactory()
                .create("out", System.getProperty(FOLDER), ConfigBinder.bind(FileConfig.class, Map.of()));
    }
}
