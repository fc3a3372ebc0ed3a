package io.headgate.config;

import java.util.List;

/**
 * What a file holds.
 *
 * @param root everything that could be understood
 * @param errors mistakes of syntax; keys near them may be missing from {@code root} or hang in the wrong table
 */
record ParsedFile(ConfigText source, ConfigNode.Table root, List<ConfigurationError> errors) {}
