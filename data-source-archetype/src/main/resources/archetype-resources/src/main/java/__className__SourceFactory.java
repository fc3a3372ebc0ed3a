package ${package};

import io.headgate.api.source.IDataSource;
import io.headgate.api.source.IDataSourceFactory;

/** Entry point of the adapter; the file under META-INF/services names it. Does no I/O: validating a configuration calls it. */
public final class ${className}SourceFactory implements IDataSourceFactory<${className}Config> {

    @Override
    public String name() {
        return "${name}";
    }

    @Override
    public String description() {
        return "${description}";
    }

    @Override
    public Class<${className}Config> configType() {
        return ${className}Config.class;
    }

    @Override
    public IDataSource create(String sourceId, ${className}Config config) {
        return new ${className}Source(sourceId, new ${className}Client(config));
    }
}
