package dev.gatehouse.support;

import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

import dev.gatehouse.boot.demo.DatabaseServer;

/// Says at the end of a run which servers it ran against and what it did not run: nothing is silently green.
public final class RunReport implements TestExecutionListener {
    private static final String PROVIDER = "gatehouse.test.provider.";

    private final Map<String, String> skipped = new ConcurrentSkipListMap<>();

    /// Kept in system properties, which every class loader of the run shares.
    static void provider(String protocol, String how, DatabaseServer server) {
        String line = how + " at " + server.host() + ":" + server.port();
        if (System.setProperty(PROVIDER + protocol, line) == null) {
            System.out.println("TEST DATABASE " + protocol + ": " + line);
        }
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        skipped.put(name(test), reason);
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (result.getStatus() == TestExecutionResult.Status.ABORTED) {
            skipped.put(
                    name(test), result.getThrowable().map(Throwable::getMessage).orElse("no reason given"));
        }
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        StringBuilder block = new StringBuilder("\n======== THIS RUN ========\n");
        Map<String, String> providers = providers();
        if (providers.isEmpty()) {
            block.append("DATABASES: none was asked for\n");
        }
        providers.forEach((protocol, how) -> block.append("DATABASE ")
                .append(protocol)
                .append(": ")
                .append(how)
                .append('\n'));
        block.append(skipped.isEmpty() ? "SKIPPED SUITES: none\n" : "SKIPPED SUITES:\n");
        skipped.forEach((suite, reason) ->
                block.append("  ").append(suite).append(": ").append(reason).append('\n'));
        System.out.println(block.append("=========================="));
    }

    private static Map<String, String> providers() {
        Map<String, String> found = new TreeMap<>();
        Properties properties = System.getProperties();
        for (String key : properties.stringPropertyNames()) {
            if (key.startsWith(PROVIDER)) {
                found.put(key.substring(PROVIDER.length()), properties.getProperty(key));
            }
        }
        return found;
    }

    /// `PgIT > everyMessageIsJudged()`.
    private static String name(TestIdentifier test) {
        return test.getSource()
                .map(source -> switch (source) {
                    case org.junit.platform.engine.support.descriptor.ClassSource type -> simple(type.getClassName());
                    case org.junit.platform.engine.support.descriptor.MethodSource method ->
                        simple(method.getClassName()) + " > " + test.getDisplayName();
                    default -> test.getDisplayName();
                })
                .orElse(test.getDisplayName());
    }

    private static String simple(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }
}
