package dev.gatehouse.wire.pg;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.gatehouse.support.TextTerms;
import dev.gatehouse.wire.Terms;

/// A statement that has only so much time: when its clock runs, whom the cancel may hit, and what waits for it.
class TimeLimitTest {
    private final Talk talk = new Talk().on(TextTerms::time);

    @AfterEach
    void close() {
        talk.close();
    }

    @Test
    void timeUpBeforeAnyRow() {
        talk.goes("""
                client Q=select            | Q  |
                time   29999               |    |
                time   1                   | !  |
                server E=57014 Z=I         |    | EZ
                cancel DONE                |    |
                client Q=select            | Q  |
                server T C=SELECT_0 Z=I    |    | TCZ
                """).ends("TIMED_OUT/0", "COMPLETED/0");
        talk.isOpen();
    }

    @Test
    void timeUpBetweenRows() {
        talk.goes("""
                client Q=select            | Q  |
                server T D                 |    | TD
                time   30000               | !  |
                server D E=57014 Z=I       |    | DEZ
                cancel DONE                |    |
                """).ends("TIMED_OUT/0");
        talk.isOpen();
    }

    @Test
    void noTimeIsUpBehindTheEnd() {
        talk.goes("""
                client Q=select            | Q  |
                server T D C=SELECT_1 Z=I  |    | TDCZ
                time   60000               |    |
                client Q=select            | Q  |
                time   29999               |    |
                server T C=SELECT_0 Z=I    |    | TCZ
                time   1                   |    |
                """).ends("COMPLETED/1", "COMPLETED/0");
    }

    @Test
    void aServerThatIsQuickerThanTheCancelIsBelieved() {
        talk.goes("""
                client Q=select            | Q  |
                time   30000               | !  |
                server T D C=SELECT_1 Z=I  |    | TDCZ
                time   10000               |    |
                """).ends("COMPLETED/1");
        talk.isOpen();
    }

    @ParameterizedTest
    @ValueSource(strings = {"DONE", "NOT_SENT"})
    void theNextStatementWaitsUntilTheCancelCanHitNothing(String fate) {
        talk.goes("""
                client Q=select            | Q  |
                time   30000               | !  |
                server E=57014 Z=I         |    | EZ
                client Q=select            |    |
                client S                   |    |
                cancel %s                  | QS |
                server T C=SELECT_0 Z=I    |    | TCZ
                server Z=I                 |    | Z
                """.formatted(fate)).ends("TIMED_OUT/0", "COMPLETED/0");
    }

    @Test
    void aCancelThatNobodyKnowsOfEndsTheSession() {
        talk.goes("""
                client Q=select            | Q  |
                time   30000               | !  |
                server T                   |    | T
                cancel UNKNOWN             | !  | E
                """).ends("TIMED_OUT/0");
        talk.isClosed();
    }

    @Test
    void aServerThatDoesNotObeyLosesTheSession() {
        talk.goes("""
                client Q=select            | Q  |
                time   30000               | !  |
                server T D                 |    | TD
                time   4999                |    |
                cancel DONE                |    |
                time   1                   | !  | E
                """).ends("TIMED_OUT/0");
        talk.isClosed();
    }

    @Test
    void aCancelThatCouldNotBeSentLosesTheSessionToo() {
        talk.goes("""
                client Q=select            | Q  |
                time   30000               | !  |
                cancel NOT_SENT            |    |
                time   5000                | !  | E
                """).ends("TIMED_OUT/0");
        talk.isClosed();
    }

    @Test
    void anotherErrorOfTheServerIsItsOwn() {
        talk.goes("""
                client Q=select            | Q  |
                server T D E=22012 Z=I     |    | TDEZ
                time   60000               |    |
                """).ends("SERVER_ERROR/0");
        talk.isOpen();
    }

    @Test
    void whatComesBehindWaitsAndEndsAreLetThrough() {
        talk.goes("""
                client Q=select Q=other    | Q  |
                server T                   |    | T
                server C=SELECT_0 Z=I      | Q  | CZ
                server T C=SELECT_0 Z=I    |    | TCZ
                """).ends("COMPLETED/0", "COMPLETED/0");
    }

    @Test
    void anExecuteIsStoppedAndTheServerPassesOverTheRest() {
        talk.goes("""
                client P=select B D E      | PBDHE |
                client S                   | S     |
                server 1 2 n               |       | 12n
                time   30000               | !     |
                server E=57014             |       | E
                client Q=next              |       |
                cancel DONE                | Q     |
                server Z=I                 |       | Z
                """).ends("COMPLETED/0", "TIMED_OUT/0");
    }

    @Test
    void theClockStartsWhenWhatCameBeforeIsAnswered() {
        talk.on(request -> request.sql().equals("slow") ? Terms.NONE : TextTerms.time(request))
                .goes("""
                client Q=slow Q=select     | QQ |
                time   60000               |    |
                server C=SLOW_0 Z=I        |    | CZ
                time   29999               |    |
                time   1                   | !  |
                server E=57014 Z=I         |    | EZ
                cancel DONE                |    |
                """)
                .ends("COMPLETED/0", "TIMED_OUT/0");
    }

    @Test
    void copyInIsStoppedWhileTheClientSends() {
        talk.goes("""
                client Q=copy              | Q  |
                server G                   |    | G
                client d=data              | d  |
                time   30000               | !  |
                server E=57014 Z=I         |    | EZ
                cancel DONE                |    |
                client d=more c            | dc |
                client Q=next              | Q  |
                """).ends("TIMED_OUT/0");
        talk.isOpen();
    }

    @Test
    void copyInEndsAsTheClientWants() {
        talk.goes("""
                client Q=copy              | Q  |
                server G                   |    | G
                client d=data c            | dc |
                server C=COPY_1 Z=I        |    | CZ
                """).ends("COMPLETED/1");
    }
}
