package io.headgate.config;

import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import java.util.List;
import java.util.stream.Collectors;

/** A configuration that cannot be used. Holds every mistake found, in the order of the files. */
public final class ConfigurationException extends HeadgateException {

    private static final long serialVersionUID = 1L;

    private final transient List<ConfigurationError> errors;

    public ConfigurationException(List<ConfigurationError> errors) {
        super(CommonErrorCode.INVALID_CONFIGURATION, lines(errors));
        this.errors = List.copyOf(errors);
    }

    public List<ConfigurationError> errors() {
        return errors;
    }

    private static String lines(List<ConfigurationError> errors) {
        return errors.stream().map(ConfigurationError::toString).collect(Collectors.joining("\n"));
    }
}
