package io.headgate.destination.jdbc;

class PostgresOutlineTest extends OutlineTests {

    @Override
    TestDatabase newDatabase() {
        return TestDatabase.postgres(PostgresOutlineTest.class);
    }
}
