package dev.gatehouse.wire.mysql;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.gatehouse.support.TextTerms;

/// A statement of which the client gets only so many rows, here two: what the server is made to do, and how the
/// client is told (`Z!`).
class RowLimitTest {
    private final Talk talk = new Talk().on(request -> TextTerms.rows(2, request));

    @AfterEach
    void close() {
        talk.close();
    }

    @Test
    void aQueryThatHasMoreAndEndsByItself() {
        talk.goes("""
                client select      | select |
                server T D D D     |        | TDD
                time   49          |        |
                server D Z         |        | Z!
                time   10000       |        |
                """).ends("LIMITED/2");
        talk.isOpen();
    }

    @Test
    void aQueryThatHasMoreAndGoesOnIsKilled() {
        talk.goes("""
                client select      | select |
                server T D D D     |        | TDD
                time   50          | !      |
                server D D E=1317  |        | Z!
                client next        |        |
                cancel settled     | next   |
                """).ends("LIMITED/2");
        talk.isOpen();
    }

    @Test
    void aQueryThatHasNoMore() {
        talk.goes("""
                client select      | select |
                server T D D Z     |        | TDDZ
                """).ends("COMPLETED/2");
    }

    @Test
    void aQueryThatFailsBehindItsLimit() {
        talk.goes("""
                client select      | select |
                server T D D D     |        | TDD
                server E=1690      |        | E1690
                """).ends("SERVER_ERROR/2");
        talk.isOpen();
    }

    @Test
    void eachResultOfATextHasTheLimit() {
        talk.goes("""
                client a;b         | a;b    |
                server T D D D Z=10 |       | TDDZ!
                server T D Z=10    |        | TDZ
                server T D D D D Z |        | TDDZ!
                time   10000       |        |
                """).ends("LIMITED/5");
    }

    @Test
    void aTextWithoutEndIsStoppedWithOurError() {
        talk.goes("""
                client a;b         | a;b    |
                server T D D W     |        | TDD
                server D           | !      |
                server W E=1317    |        | E1317
                cancel settled     |        |
                """).ends("CANCELLED/2");
        talk.isOpen();
    }

    @Test
    void aQueryWhoseServerDoesNotObeyLosesTheSession() {
        talk.goes("""
                client select      | select |
                server T D D W     | !      | TDD
                cancel settled     |        |
                server D           |        |
                time   5000        |        | E1317
                """).ends("CANCELLED/2");
        talk.isClosed();
    }
}
