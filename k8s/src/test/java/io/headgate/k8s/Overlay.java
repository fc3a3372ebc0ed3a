package io.headgate.k8s;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;

/** What {@code kubectl apply -k} would send for one overlay. Each overlay is rendered once. */
record Overlay(String name, String yaml, List<HasMetadata> objects) {

    private static final Map<String, Overlay> RENDERED = new ConcurrentHashMap<>();

    /** Skips the calling test, with the reason, where there is no kustomize. */
    static Overlay rendered(String name) {
        Optional<Kustomize> kustomize = Kustomize.find();
        Assumptions.assumeTrue(
                kustomize.isPresent(), "overlay " + name + " NOT rendered: no kustomize; " + Kustomize.HOW_TO_GET_IT);
        return RENDERED.computeIfAbsent(name, ignored -> render(kustomize.orElseThrow(), name));
    }

    private static Overlay render(Kustomize kustomize, String name) {
        try {
            String yaml = kustomize.render(Repository.OVERLAYS.resolve(name));
            return new Overlay(name, yaml, StrictYaml.load(yaml));
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    <T extends HasMetadata> List<T> all(Class<T> type) {
        return objects.stream().filter(type::isInstance).map(type::cast).toList();
    }

    <T extends HasMetadata> T only(Class<T> type) {
        List<T> found = all(type);
        if (found.size() != 1) {
            throw new AssertionError(
                    "overlay " + name + " has " + found.size() + " objects of " + type.getSimpleName());
        }
        return found.get(0);
    }

    /** How the pods are run, once by the Job and once by the CronJob. */
    List<JobSpec> runs() {
        return List.of(
                only(Job.class).getSpec(),
                only(CronJob.class).getSpec().getJobTemplate().getSpec());
    }

    List<PodSpec> pods() {
        return runs().stream().map(run -> run.getTemplate().getSpec()).toList();
    }

    /** The one pod, after {@link OverlayTest} has found that both are the same. */
    PodSpec pod() {
        return pods().get(0);
    }

    Container container() {
        List<Container> containers = pod().getContainers();
        if (containers.size() != 1) {
            throw new AssertionError("overlay " + name + " has " + containers.size() + " containers in a pod");
        }
        return containers.get(0);
    }

    Map<String, EnvVar> environment() {
        return container().getEnv().stream().collect(Collectors.toMap(EnvVar::getName, variable -> variable));
    }

    Map<String, Volume> volumes() {
        return pod().getVolumes().stream().collect(Collectors.toMap(Volume::getName, volume -> volume));
    }

    /** The volume that is mounted at a path. */
    Volume mountedAt(String path) {
        VolumeMount mount = container().getVolumeMounts().stream()
                .filter(candidate -> candidate.getMountPath().equals(path))
                .findFirst()
                .orElseThrow(() -> new AssertionError("overlay " + name + " mounts nothing at " + path));
        return Optional.ofNullable(volumes().get(mount.getName()))
                .orElseThrow(() -> new AssertionError("overlay " + name + " has no volume " + mount.getName()));
    }
}
