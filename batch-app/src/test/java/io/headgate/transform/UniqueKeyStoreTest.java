package io.headgate.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headgate.api.error.HeadgateException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The keys of unique rules across sessions that end wherever they like. */
class UniqueKeyStoreTest {

    @TempDir
    Path folder;

    private static UUID key(long number) {
        return new UUID(number, 0);
    }

    private UniqueKeyStore open(long checkpoint) {
        return new UniqueKeyStore(Rig.file(folder), 1, checkpoint);
    }

    @Test
    void keysOfChunksThatLandedAreKnownAndThoseBeyondThemAreNot() {
        try (UniqueKeyStore first = open(0)) {
            for (int chunk = 1; chunk <= 4; chunk++) {
                first.rule(0).add(key(chunk));
                first.endChunk();
            }
            first.rule(0).add(key(5));
        }
        try (UniqueKeyStore second = open(2)) {
            assertThat(second.rule(0).contains(key(1))).isTrue();
            assertThat(second.rule(0).contains(key(2))).isTrue();
            assertThat(second.rule(0).contains(key(3)))
                    .as("its chunk did not land")
                    .isFalse();
            assertThat(second.rule(0).contains(key(5)))
                    .as("its chunk did not end")
                    .isFalse();
            second.rule(0).add(key(3));
            second.endChunk();
        }
        try (UniqueKeyStore third = open(3)) {
            assertThat(third.rule(0).contains(key(3))).isTrue();
            assertThat(third.rule(0).contains(key(4)))
                    .as("of a session that ended before it")
                    .isFalse();
        }
    }

    @Test
    void aKeySeenAgainKeepsTheMarkOfItsFirstChunk() {
        try (UniqueKeyStore first = open(0)) {
            first.rule(0).add(key(1));
            first.endChunk();
            first.rule(0).add(key(1));
            first.endChunk();
        }
        try (UniqueKeyStore second = open(1)) {
            assertThat(second.rule(0).contains(key(1))).isTrue();
        }
    }

    @Test
    void aFileThatIsGoneOrOlderThanWhatLandedIsAnErrorAndNoSilentPass() throws Exception {
        Path file = Rig.file(folder);
        Path copy = folder.resolve("copy");
        try (UniqueKeyStore first = open(0)) {
            first.rule(0).add(key(1));
            first.endChunk();
        }
        Files.copy(file, copy);
        try (UniqueKeyStore second = open(1)) {
            second.rule(0).add(key(2));
            second.endChunk();
        }
        Files.move(copy, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> open(2))
                .isInstanceOf(HeadgateException.class)
                .hasMessageContaining("is older than what has landed");
        Files.delete(file);
        assertThatThrownBy(() -> open(2))
                .isInstanceOf(HeadgateException.class)
                .hasMessageContaining("is not there")
                .hasMessageContaining("fresh=true");
    }

    @Test
    void aFileThatAnotherSessionHoldsIsRefused() {
        try (UniqueKeyStore first = open(0)) {
            first.endChunk();
            assertThatThrownBy(() -> open(0))
                    .isInstanceOf(HeadgateException.class)
                    .hasMessageContaining("end it; the rerun resumes");
        }
    }
}
