package io.headgate.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrictYamlTest {

    private static final String JOB =
            """
            apiVersion: batch/v1
            kind: Job
            metadata:
              name: sample
              labels:
                any: label
            spec:
              backoffLimit: 6
              podFailurePolicy:
                rules:
                  - action: FailJob
                    onExitCodes:
                      operator: In
                      values: [2]
              template:
                spec:
                  restartPolicy: Never
                  securityContext:
                    seccompProfile:
                      type: RuntimeDefault
                  containers:
                    - name: headgate
                      resources:
                        limits:
                          cpu: 2
                      env:
                        - name: SECRET
                          valueFrom:
                            secretKeyRef:
                              name: some
                              key: value
                  volumes:
                    - name: tmp
                      emptyDir:
                        sizeLimit: 1Gi
            """;

    @Test
    void a_correct_object_is_loaded_with_all_its_values() {
        Job job = (Job) StrictYaml.load(JOB).get(0);

        assertThat(job.getSpec()
                        .getPodFailurePolicy()
                        .getRules()
                        .get(0)
                        .getOnExitCodes()
                        .getValues())
                .containsExactly(2);
        assertThat(job.getSpec()
                        .getTemplate()
                        .getSpec()
                        .getVolumes()
                        .get(0)
                        .getEmptyDir()
                        .getSizeLimit())
                .hasToString("1Gi");
    }

    @ParameterizedTest
    @CsvSource({
        "metadata:, metaData:",
        "labels:, lables:",
        "spec:, specs:",
        "backoffLimit:, backOffLimit:",
        "onExitCodes:, onExitCode:",
        "values:, value:",
        "restartPolicy:, restartpolicy:",
        "seccompProfile:, seccompprofile:",
        "type:, typ:",
        "limits:, limit:",
        "secretKeyRef:, secretKeyReference:",
        "key:, keys:",
        "sizeLimit:, size:",
        "backoffLimit:, additionalProperties:"
    })
    void a_misspelt_field_is_refused_at_every_depth(String right, String wrong) {
        String misspelt = JOB.replaceFirst("(?m)^([ -]*)" + right, "$1" + wrong);

        assertThat(misspelt).isNotEqualTo(JOB);
        assertThatThrownBy(() -> StrictYaml.load(misspelt)).hasMessageContaining(wrong.replace(":", ""));
    }

    @Test
    void a_field_at_the_wrong_level_is_refused() {
        String misplaced =
                JOB.replace("  backoffLimit: 6\n", "").replace("spec:\n  pod", "backoffLimit: 6\nspec:\n  pod");

        assertThatThrownBy(() -> StrictYaml.load(misplaced)).hasMessageContaining("backoffLimit");
    }

    @Test
    void a_field_given_twice_is_refused() {
        String twice = JOB.replace("  backoffLimit: 6\n", "  backoffLimit: 6\n  backoffLimit: 7\n");

        assertThatThrownBy(() -> StrictYaml.load(twice)).hasMessageContaining("backoffLimit");
    }

    @ParameterizedTest
    @CsvSource({
        "backoffLimit: 6, backoffLimit: \"6\"",
        "any: label, any: 5",
        "any: label, any: true",
        "name: headgate, name: 1.5"
    })
    void a_scalar_of_another_type_is_refused(String right, String wrong) {
        String mistyped = JOB.replace(right, wrong);

        assertThat(mistyped).isNotEqualTo(JOB);
        assertThatThrownBy(() -> StrictYaml.load(mistyped)).hasMessageContaining("Cannot ");
    }

    @Test
    void an_unknown_kind_is_refused() {
        assertThatThrownBy(() -> StrictYaml.load(JOB.replace("batch/v1", "batch/v2")))
                .hasMessageContaining("\"batch/v2 Job\"");
    }

    @Test
    void a_mistake_in_a_later_document_is_found_too() {
        String two = JOB + "---\n" + JOB.replace("sizeLimit:", "sizelimit:");

        assertThatThrownBy(() -> StrictYaml.load(two)).hasMessageContaining("sizelimit");
    }
}
