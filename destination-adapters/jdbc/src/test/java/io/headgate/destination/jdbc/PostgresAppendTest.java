package io.headgate.destination.jdbc;

class PostgresAppendTest extends AppendTests {
    @Override
    TestDatabase newDatabase() {
        return TestDatabase.postgres(PostgresAppendTest.class);
    }
}
