package io.headgate.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/**
 * Suites, run as tests of their own.
 *
 * @param failedTests names of the methods of which at least one invocation failed
 * @param skippedTests names of those that were given up because of what the adapter declares
 * @param reasons why they failed, for messages
 */
public record SuiteRun(Set<String> failedTests, Set<String> skippedTests, String reasons) {

    private static final int LONGEST_REASON = 2_000;

    public static SuiteRun of(Class<?>... suites) {
        return of(Stream.of(suites).map(DiscoverySelectors::selectClass).toArray(DiscoverySelector[]::new));
    }

    public static SuiteRun of(DiscoverySelector... selectors) {
        Events tests = EngineTestKit.engine("junit-jupiter")
                .selectors(selectors)
                .execute()
                .testEvents();
        assertThat(tests.finished().count()).as("tests that ran").isPositive();
        List<Event> failed = tests.failed().stream().toList();
        return new SuiteRun(
                methods(failed),
                methods(tests.aborted().stream().toList()),
                failed.stream().map(SuiteRun::reason).collect(Collectors.joining("\n")));
    }

    private static Set<String> methods(List<Event> events) {
        return new TreeSet<>(events.stream().map(SuiteRun::method).toList());
    }

    private static String method(Event event) {
        MethodSource source =
                (MethodSource) event.getTestDescriptor().getSource().orElseThrow();
        return source.getMethodName();
    }

    private static String reason(Event event) {
        String reason = event.getRequiredPayload(TestExecutionResult.class)
                .getThrowable()
                .map(Throwable::toString)
                .orElse("");
        return event.getTestDescriptor().getDisplayName() + ": "
                + reason.substring(0, Math.min(LONGEST_REASON, reason.length()));
    }
}
