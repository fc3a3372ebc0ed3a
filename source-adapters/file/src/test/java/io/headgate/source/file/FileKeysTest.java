package io.headgate.source.file;

import io.headgate.api.config.ByteSize;
import io.headgate.api.source.IDataSourceFactory;
import io.headgate.source.file.common.Compression;
import io.headgate.source.file.common.OnChangedFile;
import io.headgate.source.file.common.StreamPer;
import io.headgate.testkit.AdapterConfigSuite;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Nested;

class FileKeysTest {

    @Nested
    class OfJson extends AdapterConfigSuite {

        @Override
        protected Class<?> service() {
            return IDataSourceFactory.class;
        }

        @Override
        protected Class<?> factory() {
            return JsonSourceFactory.class;
        }

        @Override
        protected Class<? extends Record> configType() {
            return JsonConfig.class;
        }

        @Override
        protected Map<String, ?> smallestConfig() {
            return Map.of("source_path", "data");
        }

        @Override
        protected Record defaults() {
            return new JsonConfig(
                    "data",
                    "*.{json,jsonl,ndjson,json.gz,jsonl.gz,ndjson.gz}",
                    false,
                    JsonConfig.Layout.AUTO,
                    null,
                    null,
                    io.headgate.source.file.Nested.JSON,
                    UnknownFields.REJECT,
                    Compression.AUTO,
                    1000,
                    StreamPer.SOURCE,
                    null,
                    null,
                    null,
                    false,
                    OnChangedFile.ERROR,
                    false,
                    Duration.ofSeconds(60),
                    10_000,
                    new ByteSize(8 << 20));
        }
    }

    @Nested
    class OfXml extends AdapterConfigSuite {

        @Override
        protected Class<?> service() {
            return IDataSourceFactory.class;
        }

        @Override
        protected Class<?> factory() {
            return XmlSourceFactory.class;
        }

        @Override
        protected Class<? extends Record> configType() {
            return XmlConfig.class;
        }

        @Override
        protected Map<String, ?> smallestConfig() {
            return Map.of("source_path", "data", "record_element", "order");
        }

        @Override
        protected Record defaults() {
            return new XmlConfig(
                    "data",
                    "order",
                    "*.{xml,xml.gz}",
                    false,
                    Map.of(),
                    "_",
                    "_text",
                    null,
                    io.headgate.source.file.Nested.JSON,
                    UnknownFields.REJECT,
                    Compression.AUTO,
                    1000,
                    StreamPer.SOURCE,
                    null,
                    null,
                    null,
                    false,
                    OnChangedFile.ERROR,
                    false,
                    Duration.ofSeconds(60),
                    10_000,
                    new ByteSize(8 << 20));
        }
    }
}
