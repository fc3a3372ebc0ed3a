package io.headgate.destination.file;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Makes any text one harmless file name: letters, digits, {@code - _ .} stay, everything else is written as {@code %XX} per UTF-8
 * byte, and so is a dot in front. Two different texts get two different names.
 */
final class SafeName {

    private static final int MAX_LENGTH = 80;
    private static final int KEPT_LENGTH = 40;

    private SafeName() {}

    static String of(String text) {
        StringBuilder name = new StringBuilder();
        text.codePoints().forEach(codePoint -> append(codePoint, name));
        if (name.isEmpty()) {
            return "%";
        }
        return name.length() > MAX_LENGTH ? shortened(text, name) : name.toString();
    }

    private static void append(int codePoint, StringBuilder name) {
        boolean letterOrDigit = codePoint < 0x80 && Character.isLetterOrDigit(codePoint);
        if (letterOrDigit || codePoint == '-' || codePoint == '_' || codePoint == '.' && !name.isEmpty()) {
            name.append((char) codePoint);
            return;
        }
        for (byte value : new String(Character.toChars(codePoint)).getBytes(StandardCharsets.UTF_8)) {
            name.append(String.format("%%%02X", value & 0xFF));
        }
    }

    /** A digest keeps long names apart; {@code %-} begins no escape, so that no other name looks like it. */
    private static String shortened(String text, StringBuilder name) {
        UUID digest = UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
        return name.substring(0, KEPT_LENGTH) + "%-" + digest.toString().replace("-", "");
    }
}
