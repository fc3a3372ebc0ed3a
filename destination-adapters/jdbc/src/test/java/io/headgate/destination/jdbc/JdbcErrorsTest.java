package io.headgate.destination.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import java.sql.SQLException;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JdbcErrorsTest {

    private final JdbcErrors errors = new JdbcErrors(
            JdbcUrl.parse("jdbc:postgresql://db/warehouse?password=s3cret"),
            "writer",
            Set.of("s3cret"),
            new PostgresDialect());

    @Test
    void a_secret_is_masked_wherever_a_driver_repeats_it() {
        SQLException inner = new SQLException("cannot parse s3cret", "08001");
        HeadgateException error = errors.translate("Connecting", new SQLException("bad\n  url", "08001", inner));

        assertThat(error.getMessage())
                .isEqualTo("Connecting failed: jdbc:postgresql://db/warehouse cannot be reached (bad; url: cannot parse"
                        + " ******). Check host, port and that the server accepts connections, then run again.");
        for (Throwable t = error; t != null; t = t.getCause()) {
            assertThat(t.toString()).doesNotContain("s3cret");
        }
    }

    @Test
    void a_clean_cause_is_kept_as_it_is() {
        SQLException cause = new SQLException("disk full", "53100");
        HeadgateException error = errors.translate("Writing", cause);

        assertThat(error).hasCause(cause);
        assertThat(error.code()).isEqualTo(CommonErrorCode.IO_FAILED);
    }

    @Test
    void states_of_the_server_get_the_code_that_tells_who_can_help() {
        assertThat(code("57P01")).isEqualTo(CommonErrorCode.UNREACHABLE);
        assertThat(code("53300")).isEqualTo(CommonErrorCode.UNREACHABLE);
        assertThat(code("28P01")).isEqualTo(CommonErrorCode.ACCESS_DENIED);
        assertThat(code("42501")).isEqualTo(CommonErrorCode.ACCESS_DENIED);
        assertThat(code("25006")).isEqualTo(CommonErrorCode.ACCESS_DENIED);
        assertThat(code("42P01")).isEqualTo(CommonErrorCode.NOT_FOUND);
        assertThat(code("40P01")).isEqualTo(JdbcErrorCode.TARGET_LOCKED);
        assertThat(code("23505")).isEqualTo(CommonErrorCode.TARGET_MISMATCH);
        assertThat(code("22P03")).isEqualTo(CommonErrorCode.TARGET_MISMATCH);
        assertThat(code("58030")).isEqualTo(CommonErrorCode.IO_FAILED);
        assertThat(code(null)).isEqualTo(CommonErrorCode.IO_FAILED);
    }

    private Object code(String state) {
        return errors.translate("x", new SQLException("message", state)).code();
    }
}
