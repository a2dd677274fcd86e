package dev.gatehouse.wire.pg;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.gatehouse.support.TextTerms;

/// A statement of which the client gets only so many rows, here two: what the server is asked for, and where the
/// client is told (`N`).
class RowLimitTest {
    private final Talk talk = new Talk().on(request -> TextTerms.rows(2, request));

    @AfterEach
    void close() {
        talk.close();
    }

    @Test
    void aQueryThatHasMore() {
        talk.goes("""
                client Q=select              | PBDECCS |
                server 1 2 T D D D s 3 3 Z=I |         | TDDNCZ
                """).ends("LIMITED/2");
    }

    @Test
    void aQueryThatHasNoMore() {
        talk.goes("""
                client Q=select                       | PBDECCS |
                server 1 2 T D D C=SELECT_2 3 3 Z=I   |         | TDDCZ
                """).ends("COMPLETED/2");
    }

    @Test
    void aQueryWithoutRows() {
        talk.goes("""
                client Q=select                       | PBDECCS |
                server 1 2 T C=SELECT_0 3 3 Z=I       |         | TCZ
                """).ends("COMPLETED/0");
    }

    @Test
    void aQueryThatFails() {
        talk.goes("""
                client Q=select              | PBDECCS |
                server E=42P01 Z=I           |         | EZ
                client Q=select              | PBDECCS |
                server 1 2 T D E=22012 Z=I   |         | TDEZ
                """).ends("SERVER_ERROR/0", "SERVER_ERROR/0");
        talk.isOpen();
    }

    @Test
    void pipelinedQueriesHaveTheLimitEach() {
        talk.goes("""
                client Q=select Q=select     | PBDECCSPBDECCS |
                server 1 2 T D D D s 3 3 Z=I |                | TDDNCZ
                server 1 2 T D D D s 3 3 Z=I |                | TDDNCZ
                """).ends("LIMITED/2", "LIMITED/2");
    }

    @Test
    void aQueryBehindOpenMessagesStaysAQuery() {
        talk.goes("""
                client P=select B            | PB  |
                client Q=select              | HQ  |
                server 1 2                   |     | 12
                server T D D D C=SELECT_3 Z=I |    | TDDNCZ
                """).ends("COMPLETED/0", "LIMITED/2");
    }

    @Test
    void anExecuteIsAskedForOneMore() {
        talk.goes("""
                client P=select B E S        | PBES |
                server 1 2 D D D s Z=I       |      | 12DDNCZ
                """).ends("COMPLETED/0", "LIMITED/2");
    }

    @Test
    void aPortalGetsNoMoreInParts() {
        talk.goes("""
                client P=select B E=1 H      | PBEH |
                server 1 2 D s               |      | 12Ds
                client E=1 H                 | EH   |
                server D s                   |      | Ds
                client E=1 S                 | ES   |
                server D s Z=I               |      | NCZ
                """).ends("COMPLETED/0", "COMPLETED/1", "COMPLETED/1", "LIMITED/0");
    }

    @Test
    void eachResultOfATextHasTheLimit() {
        talk.goes("""
                client Q=a;b                           | Q  |
                server T D D D C=SELECT_3              |    | TDDNC
                server T D C=SELECT_1                  |    | TDC
                server T D D D D C=SELECT_4 Z=I        |    | TDDNCZ
                """).ends("LIMITED/5");
    }

    @Test
    void eachFetchHasTheLimit() {
        talk.goes("""
                client Q=fetch                         | Q  |
                server T D D D C=FETCH_3 Z=T           |    | TDDNCZ
                client Q=fetch                         | Q  |
                server T D C=FETCH_1 Z=T               |    | TDCZ
                """).ends("LIMITED/2", "COMPLETED/1");
    }

    @Test
    void aTextThatIsNotOneQueryRunsAlone() {
        talk.goes("""
                client Q=fetch Q=fetch                 | Q  |
                server T D D D C=FETCH_3 Z=I           | Q  | TDDNCZ
                """);
    }

    @Test
    void linesOfACopyCount() {
        talk.goes("""
                client Q=copy                          | Q  |
                server H d=a d=b d=c c C=COPY_3 Z=I    |    | HddcNCZ
                """).ends("LIMITED/2");
    }

    @Test
    void theTrailerOfABinaryCopyIsNoRow() {
        talk.goes("""
                client Q=copy                                  | Q  |
                server H=binary d=a d=b d=ÿÿ c C=COPY_2 Z=I |    | HdddcCZ
                """).ends("COMPLETED/2");
    }

    @Test
    void aTextWithoutEndIsStoppedWithOurError() {
        talk.goes("""
                client Q=a;b                 | Q  |
                server T D D W               | !  | TDD
                server W E=57014 Z=I         |    | EZ
                client Q=next                |    |
                cancel DONE                  | Q  |
                """).ends("CANCELLED/0");
        talk.isOpen();
    }

    @Test
    void aTextWithoutEndWhoseServerDoesNotObeyLosesTheSession() {
        talk.goes("""
                client Q=a;b                 | Q  |
                server T D D W               | !  | TDD
                time   5000                  | !  | E
                """).ends("CANCELLED/0");
        talk.isClosed();
    }

    @Test
    void aTextWithoutEndThatEndsAllTheSameIsCut() {
        talk.goes("""
                client Q=a;b                 | Q  |
                server T D D W               | !  | TDD
                server W C=SELECT_4 Z=I      |    | NCZ
                cancel DONE                  |    |
                """).ends("LIMITED/2");
        talk.isOpen();
    }

    @Test
    void theMostOneRowAndTheMostThereAre() {
        talk.on(request -> TextTerms.rows(1, request)).goes("""
                client Q=select              | PBDECCS |
                server 1 2 T D D s 3 3 Z=I   |         | TDNCZ
                """);
        talk.on(request -> TextTerms.rows(Long.MAX_VALUE, request)).goes("""
                client Q=select                       | PBDECCS |
                server 1 2 T D D C=SELECT_2 3 3 Z=I   |         | TDDCZ
                """);
    }
}
