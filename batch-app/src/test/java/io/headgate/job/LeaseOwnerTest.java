package io.headgate.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class LeaseOwnerTest {

    private static final String OTHER_BOOT = "00000000-1111-4222-8333-444444444444";

    @Test
    @EnabledOnOs(OS.LINUX)
    void aProcessIsKnownByItsStartSinceTheBootSoThatAClockThatIsSetMakesItNoOther() throws Exception {
        LeaseOwner self = LeaseOwner.self();
        Process awk = new ProcessBuilder("awk", "{print $22}", "/proc/" + self.pid() + "/stat").start();
        String ticks = new String(awk.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(self.started()).isEqualTo(Long.parseLong(ticks));
        assertThat(self.isDead()).isFalse();
        assertThat(LeaseOwner.parse(self.toString())).contains(self);
    }

    /** The pid namespace that a machine begins with has the same number on every machine, and hosts may share their name. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aProcessOfAnotherMachineWithTheSameNameAndNamespaceIsNeverKnownToBeDead() throws Exception {
        LeaseOwner self = LeaseOwner.self();
        String boot =
                Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
        LeaseOwner there = new LeaseOwner(self.place().replace(boot, OTHER_BOOT), deadPid(), self.started());
        assertThat(there.isHere()).isFalse();
        assertThat(there.isDead()).isFalse();
        LeaseOwner here = new LeaseOwner(self.place(), there.pid(), self.started());
        assertThat(here.isDead()).isTrue();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void anOwnerThatDoesNotSayOnWhichMachineIsNeverKnownToBeDead() throws Exception {
        String namespace =
                Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString().replaceAll("[^0-9]", "");
        String older = InetAddress.getLocalHost().getHostName() + "/" + namespace;
        LeaseOwner owner =
                LeaseOwner.parse(older + "|" + deadPid() + "|1700000000000|3").orElseThrow();
        assertThat(owner.isHere()).isFalse();
        assertThat(owner.isDead()).isFalse();
    }

    /** LOCKED_BY holds 255 characters; a host's name may have as many by itself. */
    @Test
    void anAcquisitionFitsItsColumnWhateverTheHostIsCalled() {
        LeaseOwner owner = new LeaseOwner(
                LeaseOwner.place("h".repeat(255), "4026531836", OTHER_BOOT), Long.MAX_VALUE, Long.MAX_VALUE);
        assertThat(owner.acquisition(Long.MAX_VALUE)).hasSizeLessThanOrEqualTo(255);
    }

    private static long deadPid() throws Exception {
        Process process = new ProcessBuilder("true").start();
        process.waitFor();
        return process.pid();
    }
}
