package dev.gatehouse.wire.pg;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import dev.gatehouse.support.TextTerms;
import dev.gatehouse.wire.Outcome;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.RowPlan;
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
            "gone server client",
            "server E=57014 Z=I",
            "server E=22012 Z=I",
            "server z",
            "time 30000",
            "time 30000 5000",
            "time 40000",
            "cancel DONE",
            "cancel NOT_SENT",
            "cancel UNKNOWN");

    private static Map<String, String> states() {
        Map<String, String> states = new LinkedHashMap<>();
        states.put("sent", "client Q=a;b");
        states.put("between rows", "client Q=a;b\nserver T D");
        states.put("rows left out", "client Q=a;b\nserver T D D D");
        states.put("between results", "client Q=a;b\nserver T D C=SELECT_1");
        states.put("stopped for its time", "client Q=a;b\nserver T\ntime 30000");
        states.put("stopped for its rows", "client Q=a;b\nserver T D D W");
        states.put("stopped and answered", "client Q=a;b\ntime 30000\nserver E=57014 Z=I");
        states.put("another waits", "client Q=a;b Q=a;b\nserver T D");
        states.put("portal sent", "client Q=select");
        states.put("portal between rows", "client Q=select\nserver 1 2 T D");
        states.put("portal stopped", "client Q=select\nserver 1 2 T D\ntime 30000");
        states.put("execute sent", "client P=select B E S");
        states.put("execute between rows", "client P=select B E S\nserver 1 2 D");
        states.put("execute stopped", "client P=select B E S\nserver 1 2 D\ntime 30000");
        states.put("copy in", "client Q=copy\nserver G\nclient d=x");
        states.put("copy in stopped", "client Q=copy\nserver G\nclient d=x\ntime 30000");
        states.put("copy out", "client Q=copy\nserver H d=x d=x d=x");
        states.put("in the middle of a message", "client Q=a;b\nserver T\nhalf D");
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
            return new Terms(
                    rows.oneStatement(),
                    false,
                    rows.rows(),
                    TextTerms.time(request).time());
        })) {
            talk.plays(state);

            talk.plays(end);

            // Then: whatever came of it, the end of the session tells those that have not been told
            talk.plays("gone client\ntime 100000");
            int forwarded = talk.bench.gates.requests.size();
            boolean oneWaits = state.contains("Q=a;b Q=a;b");
            assertThat(talk.bench.gates.outcomes).hasSizeBetween(oneWaits ? forwarded - 1 : forwarded, forwarded);
            assertThat(talk.bench.gates.outcomes).allMatch(outcome -> outcome.rows() <= 4);
            talk.isClosed();
        }
    }

    /// Rows that may not be shown at all: what is stopped is that statement, and nothing else.
    private static Talk refusingRows() {
        Talk talk = new Talk().on(_ -> Terms.NONE);
        talk.bench.gates.plan = _ -> new RowPlan.Refuse(new Refusal.Denied("not these", "d-1"));
        return talk;
    }

    @Test
    void rowsThatMayNotBeShownAreStoppedAtTheServer() {
        try (Talk talk = refusingRows()) {
            talk.goes("""
                    client Q=select              | Q |
                    server T                     | ! | E
                    client Q=next                |   |
                    server D D E=57014 Z=I       |   | Z
                    cancel DONE                  | Q |
                    """).ends("REFUSED/0");
            talk.isOpen();
        }
    }

    @Test
    void aStatementBehindRowsThatMayNotBeShownIsNotHit() {
        try (Talk talk = refusingRows()) {
            talk.goes("""
                    client Q=select Q=next       | QQ |
                    server T                     |    | E
                    server D D C=SELECT_2 Z=I    |    | Z
                    server C=NEXT Z=I            |    | CZ
                    """).ends("REFUSED/0", "COMPLETED/0");
            talk.isOpen();
        }
    }

    @Test
    void aServerThatGoesOnSendingWhatMayNotBeShownLosesTheSession() {
        try (Talk talk = refusingRows()) {
            talk.goes("""
                    client Q=select              | Q |
                    server T                     | ! | E
                    server D D                   |   |
                    time 5000                    | ! | E
                    """);
            assertThat(talk.bench.gates.outcomes).extracting(Outcome::result).containsExactly(Outcome.Result.CANCELLED);
            talk.isClosed();
        }
    }
}
