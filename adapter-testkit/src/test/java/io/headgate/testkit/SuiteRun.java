package io.headgate.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** Runs a suite as a test of its own and tells which of its tests failed. */
public final class SuiteRun {

    private SuiteRun() {}

    /** Names of the methods of which at least one invocation failed. */
    public static Set<String> failedTests(Class<?>... suites) {
        Set<String> failed = new TreeSet<>();
        for (Class<?> suite : suites) {
            Events tests = EngineTestKit.engine("junit-jupiter")
                    .selectors(DiscoverySelectors.selectClass(suite))
                    .execute()
                    .testEvents();
            assertThat(tests.finished().count()).as(suite + " ran").isPositive();
            tests.failed().stream().map(SuiteRun::method).forEach(failed::add);
        }
        return failed;
    }

    private static String method(Event event) {
        MethodSource source =
                (MethodSource) event.getTestDescriptor().getSource().orElseThrow();
        return source.getMethodName();
    }
}
