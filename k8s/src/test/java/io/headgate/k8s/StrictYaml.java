package io.headgate.k8s;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.type.LogicalType;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Loads manifests into the typed Kubernetes model and refuses what the API server refuses under strict field validation: a field
 * that the type does not have, at any depth, a field given twice, a scalar of another type.
 */
final class StrictYaml {

    private static final Map<String, Class<? extends HasMetadata>> TYPES = Map.of(
            "batch/v1 Job", Job.class,
            "batch/v1 CronJob", CronJob.class,
            "v1 ConfigMap", ConfigMap.class,
            "v1 PersistentVolumeClaim", PersistentVolumeClaim.class,
            "v1 Secret", Secret.class,
            "v1 ServiceAccount", ServiceAccount.class);

    private static final YAMLMapper MAPPER = YAMLMapper.builder(YAMLFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .annotationIntrospector(new WithoutAnySetters())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_IGNORED_PROPERTIES)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(
                    LogicalType.Textual, config -> config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .build();

    private StrictYaml() {}

    /** Each object of a YAML text with one or more documents. */
    static List<HasMetadata> load(String yaml) {
        List<HasMetadata> objects = new ArrayList<>();
        try (MappingIterator<JsonNode> documents =
                MAPPER.readerFor(JsonNode.class).readValues(yaml)) {
            documents.forEachRemaining(document -> objects.add(typed(document)));
        }
        return objects;
    }

    /** A YAML text without a type in the model, such as a kustomization. */
    static JsonNode tree(String yaml) {
        return MAPPER.readTree(yaml);
    }

    private static HasMetadata typed(JsonNode document) {
        String type = document.path("apiVersion").asString("") + " "
                + document.path("kind").asString("");
        Class<? extends HasMetadata> model = TYPES.get(type);
        if (model == null) {
            throw new IllegalArgumentException(
                    "no type is known for \"" + type + "\"; add it to StrictYaml if it is meant");
        }
        return MAPPER.treeToValue(document, model);
    }

    /** Every class of the model collects unknown fields in a map; without that, Jackson refuses them. */
    private static final class WithoutAnySetters extends JacksonAnnotationIntrospector {

        @Override
        public Boolean hasAnySetter(MapperConfig<?> config, Annotated annotated) {
            return false;
        }
    }
}
