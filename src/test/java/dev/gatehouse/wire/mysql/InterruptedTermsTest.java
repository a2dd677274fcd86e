package dev.gatehouse.wire.mysql;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import dev.gatehouse.support.TextTerms;
import dev.gatehouse.wire.Terms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/// Every state that a statement on terms can be in, and everything that can break into it: each forwarded statement
/// is told its end once, and nobody is left waiting.
class InterruptedTermsTest {
    private static final Map<String, String> STATES = states();
    private static final List<String> ENDS = List.of(
            "gone client",
            "gone server",
            "server E=1317",
            "server E=1690",
            "server O O",
            "time 30000",
            "time 30000 5000",
            "cancel settled");

    private static Map<String, String> states() {
        Map<String, String> states = new LinkedHashMap<>();
        states.put("sent", "client select");
        states.put("made read-only", "client read");
        states.put("read-only and sent", "client read\nserver O");
        states.put("asked for its state", "client read\nserver O E=1792\nclient read");
        states.put("between rows", "client select\nserver T D");
        states.put("rows left out", "client select\nserver T D D D");
        states.put("killed for its rows", "client select\nserver T D D D\ntime 50");
        states.put("between results", "client a;b\nserver T D Z=10");
        states.put("stopped for its time", "client a;b\nserver T\ntime 30000");
        states.put("stopped for its rows", "client a;b\nserver T D D W W");
        states.put("stopped and answered", "client a;b\ntime 30000\nserver E=1317");
        states.put("another waits", "client a;b a;b\nserver T D");
        return states;
    }

    @TestFactory
    List<DynamicTest> everyStateEndsOnce() {
        List<DynamicTest> tests = new ArrayList<>();
        STATES.forEach((name, state) ->
                ENDS.forEach(end -> tests.add(dynamicTest(name + ", " + end, () -> endsOnce(state, end)))));
        return tests;
    }

    private static void endsOnce(String state, String end) {
        try (Talk talk = new Talk().on(request -> {
            Terms rows = TextTerms.rows(2, request);
            boolean reads = request.sql().equals("read");
            return new Terms(
                    rows.oneStatement(),
                    reads,
                    rows.rows(),
                    TextTerms.time(request).time());
        })) {
            talk.plays(state);

            talk.plays(end);

            // Then: whatever came of it, the end of the session tells those that have not been told
            talk.plays("gone client\ntime 100000");
            assertThat(talk.bench.gates.outcomes).hasSameSizeAs(talk.bench.gates.requests);
            assertThat(talk.bench.gates.outcomes).allMatch(outcome -> outcome.rows() <= 4);
            talk.isClosed();
        }
    }
}
