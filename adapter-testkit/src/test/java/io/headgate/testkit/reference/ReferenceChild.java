package io.headgate.testkit.reference;

import io.headgate.api.destination.IDataDestination;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;

/** Makes the reference destination in a child process. */
public final class ReferenceChild implements Supplier<IDataDestination> {

    private static final String FILE = "reference.file";
    private static final String FLAW = "reference.flaw";

    /** System properties of the child. */
    public static Map<String, String> properties(Path file, DestinationFlaw flaw) {
        return Map.of(FILE, file.toString(), FLAW, flaw.name());
    }

    @Override
    public IDataDestination get() {
        return new ReferenceDestination(
                ReferenceStore.in(Path.of(System.getProperty(FILE))),
                DestinationFlaw.valueOf(System.getProperty(FLAW)));
    }
}
