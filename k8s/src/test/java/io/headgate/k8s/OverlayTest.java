package io.headgate.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an overlay consists of, and that its parts fit together. */
class OverlayTest {

    private static final String OVERLAYS = "io.headgate.k8s.Repository#overlays";

    @Test
    void there_is_an_overlay_for_each_place_of_the_history() {
        assertThat(Repository.overlays()).contains("embedded", "postgres");
    }

    @ParameterizedTest
    @MethodSource(OVERLAYS)
    void an_overlay_renders_to_known_types_without_an_unknown_field(String name) {
        Overlay overlay = Overlay.rendered(name);

        assertThat(overlay.objects())
                .extracting(HasMetadata::getKind)
                .contains("Job", "CronJob", "ConfigMap", "ServiceAccount");
    }

    @ParameterizedTest
    @MethodSource(OVERLAYS)
    void every_object_carries_the_label_that_selects_it(String name) {
        assertThat(Overlay.rendered(name).objects())
                .allSatisfy(object -> assertThat(object.getMetadata().getLabels())
                        .containsEntry("app.kubernetes.io/name", "headgate"));
    }

    @ParameterizedTest
    @MethodSource(OVERLAYS)
    void the_schedule_runs_exactly_what_the_single_run_runs(String name) {
        Overlay overlay = Overlay.rendered(name);

        assertThat(overlay.runs().get(1)).isEqualTo(overlay.runs().get(0));
    }

    @ParameterizedTest
    @MethodSource(OVERLAYS)
    void the_schedule_and_the_single_run_can_be_applied_apart(String name) {
        Overlay overlay = Overlay.rendered(name);

        assertThat(overlay.only(Job.class).getMetadata().getLabels())
                .containsEntry("app.kubernetes.io/component", "run");
        assertThat(overlay.only(CronJob.class).getMetadata().getLabels())
                .containsEntry("app.kubernetes.io/component", "schedule");
    }

    @ParameterizedTest
    @MethodSource(OVERLAYS)
    void the_schedule_never_starts_a_run_beside_another(String name) {
        CronJob schedule = Overlay.rendered(name).only(CronJob.class);

        assertThat(schedule.getSpec().getConcurrencyPolicy()).isEqualTo("Forbid");
        assertThat(schedule.getSpec().getStartingDeadlineSeconds()).isGreaterThanOrEqualTo(60L);
        assertThat(schedule.getSpec().getTimeZone()).isEqualTo("Etc/UTC");
    }

    @ParameterizedTest
    @MethodSource(OVERLAYS)
    void whatever_a_pod_refers_to_is_part_of_the_overlay(String name) {
        Overlay overlay = Overlay.rendered(name);
        List<Volume> volumes = overlay.pod().getVolumes();

        assertThat(overlay.container().getVolumeMounts())
                .extracting(VolumeMount::getName)
                .containsExactlyInAnyOrderElementsOf(overlay.volumes().keySet());
        assertThat(names(overlay, ConfigMap.class))
                .containsExactlyElementsOf(volumes.stream()
                        .filter(volume -> volume.getConfigMap() != null)
                        .map(volume -> volume.getConfigMap().getName())
                        .toList());
        assertThat(names(overlay, PersistentVolumeClaim.class))
                .containsExactlyElementsOf(volumes.stream()
                        .filter(volume -> volume.getPersistentVolumeClaim() != null)
                        .map(volume -> volume.getPersistentVolumeClaim().getClaimName())
                        .toList());
        assertThat(names(overlay, ServiceAccount.class))
                .containsExactly(overlay.pod().getServiceAccountName());
    }

    @ParameterizedTest
    @MethodSource(OVERLAYS)
    void no_object_holds_a_secret(String name) {
        Overlay overlay = Overlay.rendered(name);

        assertThat(overlay.all(Secret.class)).isEmpty();
        assertThat(overlay.yaml()).doesNotContainPattern("(?i)password\\s*=\\s*\"?[^\\s\"$]");
        assertThat(overlay.yaml()).doesNotContainPattern("://[^\\s/:@]+:[^\\s/@]+@");
        assertThat(overlay.pod().getContainers()).allSatisfy(container -> assertThat(container.getEnv())
                .filteredOn(variable -> variable.getName().matches("(?i).*(PASSWORD|SECRET|TOKEN|KEY|USER|URL).*"))
                .isNotEmpty()
                .allSatisfy(variable -> {
                    assertThat(variable.getValue()).isNull();
                    assertThat(variable.getValueFrom().getSecretKeyRef()).isNotNull();
                }));
    }

    @ParameterizedTest
    @MethodSource(OVERLAYS)
    void home_and_flow_file_are_where_the_environment_says(String name) {
        Overlay overlay = Overlay.rendered(name);
        String home = overlay.environment().get("HEADGATE_HOME").getValue();
        Path flowFile = Path.of(overlay.environment().get("JOB_CONFIG_PATH").getValue());

        assertThat(overlay.mountedAt(home).getConfigMap()).isNull();
        assertThat(overlay.mountedAt(flowFile.getParent().toString()).getConfigMap())
                .isNotNull();
        assertThat(overlay.only(ConfigMap.class).getData())
                .containsOnlyKeys(flowFile.getFileName().toString());
    }

    @Test
    void the_embedded_overlay_keeps_its_history_on_a_volume_that_outlives_the_pods() {
        Overlay overlay = Overlay.rendered("embedded");
        Volume home = overlay.mountedAt("/var/lib/headgate");

        assertThat(home.getPersistentVolumeClaim().getClaimName()).isEqualTo("headgate-home");
        assertThat(home.getPersistentVolumeClaim().getReadOnly()).isNotEqualTo(Boolean.TRUE);
        assertThat(overlay.only(PersistentVolumeClaim.class).getSpec().getAccessModes())
                .containsExactly("ReadWriteOnce");
        assertThat(overlay.environment()).doesNotContainKey("SPRING_DATASOURCE_URL");
    }

    @Test
    void the_embedded_overlay_lets_no_two_pods_share_a_node() {
        Overlay overlay = Overlay.rendered("embedded");
        var rules =
                overlay.pod().getAffinity().getPodAntiAffinity().getRequiredDuringSchedulingIgnoredDuringExecution();

        assertThat(rules).hasSize(1);
        assertThat(rules.get(0).getTopologyKey()).isEqualTo("kubernetes.io/hostname");
        assertThat(overlay.runs())
                .allSatisfy(run -> assertThat(run.getTemplate().getMetadata().getLabels())
                        .containsAllEntriesOf(rules.get(0).getLabelSelector().getMatchLabels()));
    }

    @Test
    void the_postgres_overlay_takes_its_repository_from_a_secret_and_needs_no_claim() {
        Overlay overlay = Overlay.rendered("postgres");

        for (String part : List.of("url", "username", "password")) {
            var reference = overlay.environment()
                    .get("SPRING_DATASOURCE_" + part.toUpperCase(java.util.Locale.ROOT))
                    .getValueFrom()
                    .getSecretKeyRef();
            assertThat(reference.getName()).isEqualTo("headgate-repository");
            assertThat(reference.getKey()).isEqualTo(part);
            assertThat(reference.getOptional()).isNotEqualTo(Boolean.TRUE);
        }
        assertThat(overlay.all(PersistentVolumeClaim.class)).isEmpty();
    }

    private static List<String> names(Overlay overlay, Class<? extends HasMetadata> type) {
        return overlay.all(type).stream()
                .map(object -> object.getMetadata().getName())
                .toList();
    }
}
