package io.headgate.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyRule;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a pod may do, and what becomes of it when it fails or is told to stop. */
class PodPolicyTest {

    private static final String OVERLAYS = "io.headgate.k8s.Repository#overlays";

    /** A slow source commits every 10 s; a commit of 50,000 rows takes a few more. */
    private static final Duration LONGEST_CHUNK = Duration.ofSeconds(60);

    @ParameterizedTest
    @MethodSource(OVERLAYS)
    void a_pod_runs_as_a_user_without_rights(String name) {
        assertThat(Overlay.rendered(name).pods()).allSatisfy(pod -> {
            PodSecurityContext security = pod.getSecurityContext();
            assertThat(security.getRunAsNonRoot()).isTrue();
            assertThat(security.getRunAsUser()).isPositive();
            assertThat(security.getRunAsGroup()).isPositive();
            assertThat(security.getFsGroup()).isEqualTo(security.getRunAsGroup());
            assertThat(security.getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
            assertThat(pod.getAutomountServiceAccountToken()).isFalse();
            assertThat(pod.getEnableServiceLinks()).isFalse();
            assertThat(pod.getHostNetwork()).isNotEqualTo(Boolean.TRUE);
            assertThat(pod.getHostPID()).isNotEqualTo(Boolean.TRUE);
            assertThat(pod.getHostIPC()).isNotEqualTo(Boolean.TRUE);
            assertThat(pod.getInitContainers()).isEmpty();
        });
    }

    @ParameterizedTest
    @MethodSource(OVERLAYS)
    void a_container_cannot_gain_rights_or_change_its_image(String name) {
        assertThat(containers(name)).isNotEmpty().allSatisfy(container -> {
            SecurityContext security = container.getSecurityContext();
            assertThat(security.getReadOnlyRootFilesystem()).isTrue();
            assertThat(security.getAllowPrivilegeEscalation()).isFalse();
            assertThat(security.getPrivileged()).isNotEqualTo(Boolean.TRUE);
            assertThat(security.getCapabilities().getDrop()).containsExactly("ALL");
            assertThat(security.getCapabilities().getAdd()).isEmpty();
            assertThat(security.getRunAsUser()).isNull();
            assertThat(security.getRunAsNonRoot()).isNull();
            assertThat(security.getSeccompProfile()).isNull();
        });
    }

    @ParameterizedTest
    @MethodSource(OVERLAYS)
    void a_container_says_what_it_needs_and_what_it_may_take(String name) {
        assertThat(containers(name)).allSatisfy(container -> {
            assertThat(container.getResources().getRequests()).containsOnlyKeys("cpu", "memory");
            assertThat(container.getResources().getLimits()).containsOnlyKeys("cpu", "memory");
            assertThat(container.getResources().getLimits().get("memory"))
                    .isEqualTo(container.getResources().getRequests().get("memory"));
        });
    }

    @ParameterizedTest
    @MethodSource(OVERLAYS)
    void only_tmp_and_home_can_be_written(String name) {
        Overlay overlay = Overlay.rendered(name);

        assertThat(overlay.container().getVolumeMounts())
                .filteredOn(mount -> !Boolean.TRUE.equals(mount.getReadOnly()))
                .extracting(mount -> mount.getMountPath())
                .containsExactlyInAnyOrder("/tmp", "/var/lib/headgate");
        assertThat(overlay.mountedAt("/tmp").getEmptyDir().getSizeLimit()).isNotNull();
        assertThat(overlay.pod().getVolumes()).extracting(Volume::getHostPath).containsOnlyNulls();
    }

    @ParameterizedTest
    @MethodSource(OVERLAYS)
    void a_failed_run_is_tried_again_by_a_new_pod_after_the_old_one_is_gone(String name) {
        assertThat(Overlay.rendered(name).runs()).allSatisfy(run -> {
            assertThat(run.getTemplate().getSpec().getRestartPolicy()).isEqualTo("Never");
            assertThat(run.getBackoffLimit()).isBetween(3, 10);
            assertThat(run.getPodReplacementPolicy()).isEqualTo("Failed");
            assertThat(run.getParallelism()).isIn(null, 1);
            assertThat(run.getCompletions()).isIn(null, 1);
            assertThat(run.getActiveDeadlineSeconds()).isNull();
        });
    }

    @ParameterizedTest(name = "exit code {0}: {1}")
    @CsvSource({"1, Count", "2, FailJob", "3, Count", "4, Count", "5, FailJob", "134, Count", "137, Count", "143, Count"
    })
    void an_exit_code_leads_to_what_the_documentation_says(int exitCode, String action) {
        assertThat(Repository.overlays())
                .allSatisfy(name -> assertThat(Overlay.rendered(name).runs())
                        .allSatisfy(run -> assertThat(actionFor(run, exitCode)).isEqualTo(action)));
    }

    @ParameterizedTest
    @MethodSource(OVERLAYS)
    void a_disrupted_pod_costs_no_try_unless_its_exit_code_is_final(String name) {
        assertThat(Overlay.rendered(name).runs()).allSatisfy(run -> {
            List<PodFailurePolicyRule> rules = run.getPodFailurePolicy().getRules();
            assertThat(rules).extracting(PodFailurePolicyRule::getAction).containsExactly("FailJob", "Ignore", "Count");
            assertThat(rules.get(1).getOnExitCodes()).isNull();
            assertThat(rules.get(1).getOnPodConditions()).singleElement().satisfies(condition -> {
                assertThat(condition.getType()).isEqualTo("DisruptionTarget");
                assertThat(condition.getStatus()).isEqualTo("True");
            });
        });
    }

    @ParameterizedTest
    @MethodSource(OVERLAYS)
    void a_pod_told_to_stop_has_the_time_to_finish_its_chunk(String name) {
        Overlay overlay = Overlay.rendered(name);
        String wait = overlay.environment()
                .get("SPRING_LIFECYCLE_TIMEOUTPERSHUTDOWNPHASE")
                .getValue();
        Duration applicationWaits = Duration.parse("PT" + wait);

        assertThat(applicationWaits).isGreaterThanOrEqualTo(LONGEST_CHUNK);
        assertThat(overlay.pods())
                .allSatisfy(pod -> assertThat(Duration.ofSeconds(pod.getTerminationGracePeriodSeconds()))
                        .isGreaterThanOrEqualTo(applicationWaits.plusSeconds(10)));
    }

    /** As the Job controller decides: the first rule that matches, and Count where none does. */
    private static String actionFor(JobSpec run, int exitCode) {
        return run.getPodFailurePolicy().getRules().stream()
                .filter(rule -> rule.getOnExitCodes() != null)
                .filter(rule -> {
                    assertThat(rule.getOnExitCodes().getOperator()).isEqualTo("In");
                    assertThat(rule.getOnExitCodes().getContainerName()).isEqualTo("headgate");
                    return rule.getOnExitCodes().getValues().contains(exitCode);
                })
                .findFirst()
                .map(PodFailurePolicyRule::getAction)
                .orElse("Count");
    }

    private static List<Container> containers(String name) {
        return Overlay.rendered(name).pods().stream()
                .flatMap(pod -> pod.getContainers().stream())
                .toList();
    }
}
