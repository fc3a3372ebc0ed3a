package io.headgate.api.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A lock on a file that is between this process and others, and between its own threads. */
class LockFileTest {

    @TempDir
    Path folder;

    @Test
    @Timeout(60)
    void a_holder_that_stands_still_is_not_waited_for_without_end() throws Exception {
        Path file = folder.resolve("~lock");
        LockFile lock = new LockFile(file, Duration.ofMillis(100));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock other = channel.lock()) {
            assertThat(other.isValid()).isTrue();
            assertThatIOException()
                    .isThrownBy(() -> lock.hold(() -> "never"))
                    .withMessageContaining("another process has held the lock file " + file);
        }
        assertThat(lock.hold(() -> "now")).isEqualTo("now");
    }

    @Test
    @Timeout(60)
    void one_that_goes_on_is_waited_for() throws Exception {
        Path file = folder.resolve("~lock");
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<String> next;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock other = channel.lock()) {
            assertThat(other.isValid()).isTrue();
            next = CompletableFuture.supplyAsync(() -> {
                begun.countDown();
                try {
                    return new LockFile(file).hold(() -> "next");
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            begun.await();
            assertThat(next).isNotDone();
        }
        assertThat(next.get(30, TimeUnit.SECONDS)).isEqualTo("next");
    }
}
