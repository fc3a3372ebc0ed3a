package io.headgate.config;

import java.util.Locale;

/**
 * A configuration file that has been read.
 *
 * @param name as it is shown to the user
 * @param text without byte order mark
 */
record ConfigText(String name, String text) {

    ConfigText {
        text = text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    ParsedFile parse() {
        return name.toLowerCase(Locale.ROOT).matches(".*\\.ya?ml") ? YamlFile.parse(this) : TomlFile.parse(this);
    }
}
