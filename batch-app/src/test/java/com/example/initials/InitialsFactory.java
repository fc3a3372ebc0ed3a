package com.example.initials;

import io.headgate.api.config.ConfigException;
import io.headgate.api.config.ConfigKey;
import io.headgate.api.data.RowSchema;
import io.headgate.api.transform.IRecordTransformFactory;
import io.headgate.api.transform.RecordTransform;
import java.util.Map;

/** Makes initials of names. */
public final class InitialsFactory implements IRecordTransformFactory<InitialsFactory.Config> {

    public record Config(@ConfigKey(value = "column with the name", required = true) String column) {}

    @Override
    public String name() {
        return "initials";
    }

    @Override
    public String description() {
        return "Makes initials of a name";
    }

    @Override
    public Class<Config> configType() {
        return Config.class;
    }

    @Override
    public RecordTransform create(Config config) {
        return new RecordTransform() {
            @Override
            public RowSchema outputSchema(RowSchema input) {
                if (input.indexOf(config.column()) < 0) {
                    throw new ConfigException("column", "there is no column '" + config.column() + "'");
                }
                return input;
            }

            @Override
            public Map<String, Object> apply(Map<String, Object> record) {
                String name = (String) record.get(config.column());
                if (name == null) {
                    return null;
                }
                record.put(config.column(), name.replaceAll("(\\p{Lu})\\S*\\s*", "$1"));
                return record;
            }
        };
    }
}
