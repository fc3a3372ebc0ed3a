package io.headgate.destination.jdbc;

class H2OutlineTest extends OutlineTests {

    @Override
    TestDatabase newDatabase() {
        return TestDatabase.h2Memory();
    }
}
