package io.headgate.destination.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headgate.api.destination.IDataDestination;
import io.headgate.api.error.HeadgateException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A database and a destination over it, anew for each test. */
abstract class DatabaseTests {

    TestDatabase database;
    IDataDestination destination;

    abstract TestDatabase newDatabase();

    @BeforeEach
    void open() {
        database = newDatabase();
        destination = database.destination();
    }

    @AfterEach
    void close() {
        destination.close();
    }

    static org.assertj.core.api.AbstractThrowableAssert<?, ? extends Throwable> assertError(
            io.headgate.api.error.ErrorCode code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return assertThatThrownBy(call)
                .isInstanceOf(HeadgateException.class)
                .satisfies(e -> assertThat(((HeadgateException) e).code()).isEqualTo(code));
    }
}
