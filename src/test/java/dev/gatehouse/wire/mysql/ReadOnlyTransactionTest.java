package dev.gatehouse.wire.mysql;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.gatehouse.support.TextTerms;
import dev.gatehouse.wire.Terms;

/// A statement that may only read: by which statements of our own its transaction is made so, and that the client
/// hears none of them. Status flags: 1 in a transaction, 2 autocommit, 8192 in one for reading.
class ReadOnlyTransactionTest {
    private final Talk talk = new Talk().on(TextTerms::readOnly);

    @AfterEach
    void close() {
        talk.close();
    }

    private void begun(int status) {
        talk.on(_ -> Terms.NONE).goes("""
                client begin       | begin  |
                server O=%d        |        | O
                """.formatted(status));
        talk.on(TextTerms::readOnly);
    }

    @Test
    void outsideOfATransactionOneIsMadeFirst() {
        talk.goes("""
                client select      | SET_TRANSACTION_READ_ONLY |
                server O           | select                    |
                server T D Z       |                           | TDZ
                client select      | SET_TRANSACTION_READ_ONLY |
                """).ends("COMPLETED/1");
    }

    @Test
    void whatWritesFailsAsTheServerSaysAndTheStateIsAskedFor() {
        talk.goes("""
                client insert      | SET_TRANSACTION_READ_ONLY |
                server O           | insert                    |
                server E=1792      |                           | E1792
                client select      | DO_0                      |
                server O           | SET_TRANSACTION_READ_ONLY |
                server O           | select                    |
                """).ends("SERVER_ERROR/0");
    }

    @Test
    void whatAnErrorHasLeftBehindIsUsedUpBeforeAStatementWithoutTheTerm() {
        talk.goes("""
                client insert      | SET_TRANSACTION_READ_ONLY |
                server O           | insert                    |
                server E=1792      |                           | E1792
                """);
        talk.on(_ -> Terms.NONE).goes("""
                client insert      | DO_0                      |
                server O           | START_TRANSACTION ROLLBACK |
                server O=8195 N    | insert                    |
                server O           |                           | O
                """).ends("SERVER_ERROR/0", "COMPLETED/0");
    }

    @Test
    void aTransactionForReadingIsAPlaceForIt() {
        begun(8195);
        talk.goes("""
                client select      | select |
                client a;b         |        |
                server T Z=8195    | a;b    | TZ
                """);
    }

    @Test
    void aTransactionThatMayWriteIsNone() {
        begun(3);
        talk.goes("""
                client select      |        | E1235
                """).ends("COMPLETED/0", "REFUSED/0");
        talk.isOpen();
    }

    @Test
    void severalStatementsNeedATransactionForReading() {
        talk.goes("""
                client a;b         |        | E1235
                """).ends("REFUSED/0");
        talk.isOpen();
    }

    @Test
    void aServerThatCannotBeMadeToReadOnlyLosesTheSession() {
        talk.goes("""
                client select      | SET_TRANSACTION_READ_ONLY |
                server E=1568      |                           | E1053
                """).ends("CANCELLED/0");
        talk.isClosed();
    }

    @Test
    void aClientThatLeavesMeanwhileHasSentNothing() {
        talk.goes("""
                client select      | SET_TRANSACTION_READ_ONLY |
                gone   client      |                           |
                server O           |                           |
                """).ends("CLIENT_GONE/0");
        talk.isClosed();
    }
}
