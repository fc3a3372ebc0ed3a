package io.headgate.flow;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;

/** Somebody else's Spring Boot application that has Headgate on its class path. */
@SpringBootConfiguration
@EnableAutoConfiguration
class EmbeddingApplication {}
