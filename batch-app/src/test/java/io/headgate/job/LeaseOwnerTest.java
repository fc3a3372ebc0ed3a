package io.headgate.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class LeaseOwnerTest {

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
}
