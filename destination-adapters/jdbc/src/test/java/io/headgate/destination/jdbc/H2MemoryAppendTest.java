package io.headgate.destination.jdbc;

class H2MemoryAppendTest extends AppendTests {
    @Override
    TestDatabase newDatabase() {
        return TestDatabase.h2Memory();
    }
}
