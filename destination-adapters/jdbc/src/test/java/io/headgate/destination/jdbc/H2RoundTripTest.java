package io.headgate.destination.jdbc;

class H2RoundTripTest extends RoundTripTests {
    @Override
    TestDatabase newDatabase() {
        return TestDatabase.h2Memory();
    }
}
