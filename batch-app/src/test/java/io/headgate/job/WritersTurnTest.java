package io.headgate.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whose turn it is. A lock on the file that is not from a turn stands for another process. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WritersTurnTest {

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("writer");
    }

    private FileChannel open() throws IOException {
        return FileChannel.open(file(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    @Test
    void itIsKeptFromOtherProcessesUntilItIsGivenBackAsOftenAsItWasTaken() throws Exception {
        WritersTurn turn = new WritersTurn(file(), Duration.ofSeconds(30));
        turn.take();
        turn.take();
        turn.giveBack();
        try (FileChannel channel = open()) {
            assertThatExceptionOfType(OverlappingFileLockException.class).isThrownBy(channel::tryLock);
            turn.giveBack();
            try (FileLock other = channel.tryLock()) {
                assertThat(other).isNotNull();
            }
        }
    }

    @Test
    void anotherProcessIsWaitedFor() throws Exception {
        WritersTurn turn = new WritersTurn(file(), Duration.ofSeconds(50));
        CompletableFuture<Void> mine;
        try (FileChannel channel = open();
                FileLock other = channel.lock()) {
            assertThat(other.isValid()).isTrue();
            mine = CompletableFuture.runAsync(() -> {
                turn.take();
                turn.giveBack();
            });
            assertThat(mine).isNotDone();
        }
        mine.get(30, TimeUnit.SECONDS);
    }

    @Test
    void aFrozenProcessIsWaitedForOnce() throws Exception {
        Duration wait = Duration.ofMillis(1500);
        WritersTurn turn = new WritersTurn(file(), wait);
        long begin = System.nanoTime();
        try (FileChannel channel = open();
                FileLock other = channel.lock()) {
            assertThat(other.isValid()).isTrue();
            for (int i = 0; i < 20; i++) {
                turn.take();
                turn.giveBack();
            }
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isBetween(wait, wait.multipliedBy(10));
        turn.take();
        try (FileChannel channel = open()) {
            assertThatExceptionOfType(OverlappingFileLockException.class)
                    .as("it is waited for again")
                    .isThrownBy(channel::tryLock);
        }
        turn.giveBack();
    }

    @Test
    void aFolderThatCannotBeLockedInKeepsNobodyFromWriting() throws Exception {
        Files.writeString(file(), "a file where the folder should be");
        WritersTurn turn = new WritersTurn(file().resolve("writer"), Duration.ofSeconds(30));
        turn.take();
        turn.giveBack();
    }
}
