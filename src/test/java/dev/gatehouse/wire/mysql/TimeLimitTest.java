package dev.gatehouse.wire.mysql;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.gatehouse.support.TextTerms;

/// A statement that has only so much time: when its clock runs, what waits for the cancel, and what is lost.
class TimeLimitTest {
    private final Talk talk = new Talk().on(TextTerms::time);

    @AfterEach
    void close() {
        talk.close();
    }

    @Test
    void timeUpBeforeAnyRow() {
        talk.goes("""
                client select      | select |
                time   29999       |        |
                time   1           | !      |
                server E=1317      |        | E3024
                cancel settled     |        |
                client next        | next   |
                server O           |        | O
                """).ends("TIMED_OUT/0", "COMPLETED/0");
        talk.isOpen();
    }

    @Test
    void timeUpBetweenRows() {
        talk.goes("""
                client select      | select |
                server T D         |        | TD
                time   30000       | !      |
                server D E=1317    |        | DE3024
                cancel settled     |        |
                """).ends("TIMED_OUT/2");
        talk.isOpen();
    }

    @Test
    void noTimeIsUpBehindTheEnd() {
        talk.goes("""
                client select      | select |
                server T D Z       |        | TDZ
                time   60000       |        |
                client select      | select |
                time   29999       |        |
                server O           |        | O
                time   1           |        |
                """).ends("COMPLETED/1", "COMPLETED/0");
    }

    @Test
    void aServerThatIsQuickerThanTheKillIsBelievedAndTheNextWaits() {
        talk.goes("""
                client select      | select |
                time   30000       | !      |
                server T D Z       |        | TDZ
                client next        |        |
                time   10000       |        |
                cancel settled     | next   |
                server O           |        | O
                """).ends("COMPLETED/1", "COMPLETED/0");
        talk.isOpen();
    }

    @Test
    void aServerThatDoesNotObeyLosesTheSession() {
        talk.goes("""
                client select      | select |
                time   30000       | !      |
                server T D         |        | TD
                cancel settled     |        |
                time   4999        |        |
                time   1           |        | E3024
                """).ends("TIMED_OUT/1");
        talk.isClosed();
    }

    @Test
    void anotherErrorOfTheServerIsItsOwn() {
        talk.goes("""
                client select      | select |
                time   30000       | !      |
                server T D E=1690  |        | TDE1690
                cancel settled     |        |
                """).ends("SERVER_ERROR/1");
        talk.isOpen();
    }

    @Test
    void eachResultOfATextHasItsPartOfOneTime() {
        talk.goes("""
                client a;b         | a;b    |
                server T D Z=10    |        | TDZ
                time   30000       | !      |
                server E=1317      |        | E3024
                cancel settled     |        |
                """).ends("TIMED_OUT/1");
    }
}
