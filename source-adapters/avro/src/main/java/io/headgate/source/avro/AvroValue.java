package io.headgate.source.avro;

import java.io.IOException;
import org.apache.avro.io.Decoder;

/** Reads one value of one place in the schema and gives it on. What it does not want it reads all the same. */
@FunctionalInterface
interface AvroValue {

    void read(Decoder in) throws IOException;
}
