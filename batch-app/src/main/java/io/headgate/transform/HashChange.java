package io.headgate.transform;

import io.headgate.api.config.Secret;
import io.headgate.api.data.Column;
import io.headgate.api.data.ColumnBuilder;
import io.headgate.api.data.DataType;
import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.data.RowSchema;
import io.headgate.api.data.Values;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Replaces a value by the HMAC-SHA-256 of its text, 64 hexadecimal digits. Null stays null. */
final class HashChange {

    private static final String ALGORITHM = "HmacSHA256";
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final int HASH_BYTES = 32;

    private final Mac mac;

    private HashChange(Secret salt) {
        this.mac = mac(salt);
    }

    static Operator operator(RowSchema input, RowSchema output, List<Integer> fields, Secret salt) {
        HashChange hash = new HashChange(salt);
        List<Operator> operators = new ArrayList<>();
        RowSchema before = input;
        for (int field : fields) {
            RowSchema after = Schemas.replace(before, field, output.field(field));
            operators.add(ColumnChange.of(
                    after, List.of(field), hash.change(input.field(field).type())));
            before = after;
        }
        return (batch, rejected) -> {
            var hashed = batch;
            for (Operator operator : operators) {
                hashed = operator.apply(hashed, rejected);
            }
            return hashed;
        };
    }

    private ColumnChange change(DataType type) {
        if (type == Primitive.STRING || type == Primitive.JSON || type == Primitive.BINARY) {
            return (from, row, to) -> {
                Column.Bytes bytes = (Column.Bytes) from;
                mac.update(bytes.data(), bytes.start(row), bytes.length(row));
                writeHex(mac.doFinal(), (ColumnBuilder.Bytes) to);
            };
        }
        Casts text = new Casts(Primitive.STRING, CastOptions.to("string"));
        return (from, row, to) -> {
            Object value = Objects.requireNonNull(Values.read(from, type, row));
            String shown = String.valueOf(text.cast(value));
            writeHex(mac.doFinal(shown.getBytes(StandardCharsets.UTF_8)), (ColumnBuilder.Bytes) to);
        };
    }

    private static void writeHex(byte[] hash, ColumnBuilder.Bytes to) {
        int at = to.room(2 * HASH_BYTES);
        byte[] room = to.data();
        for (byte value : hash) {
            room[at++] = HEX[(value >> 4) & 15];
            room[at++] = HEX[value & 15];
        }
        to.close(at);
    }

    /**
     * A few bits that change with the salt, for noticing that it was changed under an unfinished run. Too few to find the salt by
     * trying: one in 65,536 of all salts has the same.
     */
    static String check(Secret salt) {
        byte[] hash = mac(salt).doFinal("headgate salt check".getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hash, 0, 2);
    }

    private static Mac mac(Secret salt) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(salt.reveal().getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return mac;
        } catch (InvalidKeyException e) {
            throw new IllegalArgumentException("the salt cannot be a key", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA-256", e);
        }
    }
}
