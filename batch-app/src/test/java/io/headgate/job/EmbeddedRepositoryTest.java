package io.headgate.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class EmbeddedRepositoryTest {

    @Test
    void anEmptySettingOfTheHomeFolderCountsAsNone() {
        assertThat(EmbeddedRepository.home(null)).isEqualTo(Path.of("headgate-data"));
        assertThat(EmbeddedRepository.home("")).isEqualTo(Path.of("headgate-data"));
        assertThat(EmbeddedRepository.home("/var/lib/headgate")).isEqualTo(Path.of("/var/lib/headgate"));
    }
}
