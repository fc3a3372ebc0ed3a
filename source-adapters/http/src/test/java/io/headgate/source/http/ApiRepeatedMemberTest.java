package io.headgate.source.http;

import static io.headgate.source.http.ApiServer.endpoint;
import static io.headgate.source.http.ApiServer.keys;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.headgate.api.error.HeadgateException;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers with two members of one name: the records in the second one must not be lost without a word. */
class ApiRepeatedMemberTest {

    @RegisterExtension
    static final ApiServer server = new ApiServer();

    private static Reading read(String records, String answer) {
        server.otherwise("/things", answer);
        return Reading.run(
                ApiServer.source(server.config(endpoint(
                        "things",
                        "/things",
                        "records",
                        records,
                        "records_required",
                        false,
                        "columns",
                        keys("id", "int64"),
                        "sample_records",
                        0))),
                "things");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "/data; data; {\"data\":[{\"id\":1}],\"data\":[{\"id\":2}]}",
                "/data; data; {\"data\":[{\"id\":1}],\"more\":{\"data\":1},\"\\u0064ata\":[]}",
                "/data; data; {\"data\":null,\"data\":[{\"id\":2}]}",
                "/data; data; {\"data\":{\"id\":1},\"data\":{\"id\":2}}",
                "/a/b; b; {\"a\":{\"b\":[],\"c\":[{\"b\":1}],\"b\":[{\"id\":2}]}}",
                "/a/b; a; {\"a\":{\"b\":[{\"id\":1}]},\"a\":{\"b\":[{\"id\":2}]}}",
                "/a/b; a; {\"a\":{},\"a\":{\"b\":[{\"id\":2}]}}",
                "/a/b; a; {\"a\":7,\"a\":{\"b\":[{\"id\":2}]}}",
                "/0/a; a; [{\"a\":[{\"id\":1}],\"a\":[]}]"
            })
    void aSecondMemberOnTheWayToTheRecordsIsRefused(String records, String member, String answer) {
        assertThatExceptionOfType(HeadgateException.class)
                .isThrownBy(() -> read(records, answer))
                .withMessageContaining("has the member '" + member + "' twice in one object")
                .satisfies(e -> assertThat(e.code()).isEqualTo(HttpErrorCode.RESPONSE_UNREADABLE));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "/data; {\"x\":{\"data\":1},\"data\":[{\"id\":1}],\"y\":[{\"data\":1},{\"data\":2}]}",
                "/a/b; {\"b\":1,\"a\":{\"x\":{\"a\":1,\"b\":2},\"b\":[{\"id\":1}],\"a\":3},\"b\":{\"b\":4}}",
                "/a/b; {\"a\":{\"b\":[{\"id\":1}]},\"c\":{\"b\":[{\"id\":2}]}}",
                "/0/a; [{\"a\":[{\"id\":1}]},{\"a\":[{\"id\":2}]}]",
                "''; [{\"id\":1}]"
            })
    void theSameNameInAnotherObjectIsNoRepetition(String records, String answer) {
        assertThat(read(records, answer).column("id")).containsExactly(1L);
    }
}
