package dev.gatehouse.wire.pg;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.gatehouse.support.TextTerms;
import dev.gatehouse.wire.Terms;

/// A statement that may only read: by which messages of our own its transaction is made so (`CCPBE`), and that the
/// client hears none of them.
class ReadOnlyTransactionTest {
    private final Talk talk = new Talk().on(TextTerms::readOnly);

    @AfterEach
    void close() {
        talk.close();
    }

    /// Brings the session into a block.
    private void begin() {
        talk.on(_ -> Terms.NONE).goes("""
                client Q=begin               | Q |
                server C=BEGIN Z=T           |   | CZ
                """);
        talk.on(TextTerms::readOnly);
    }

    @Test
    void outsideOfATransactionTheStatementSharesTheImplicitOne() {
        talk.goes("""
                client Q=select                            | CCPBEPBDECCS |
                server 3 3 1 2 C=SET                       |              |
                server 1 2 T D C=SELECT_1 3 3 Z=I          |              | TDCZ
                """).ends("COMPLETED/1");
    }

    @Test
    void whatWritesFailsAsTheServerSays() {
        talk.goes("""
                client Q=insert                            | CCPBEPBDECCS |
                server 3 3 1 2 C=SET 1 2 n E=25006 Z=I     |              | EZ
                """).ends("SERVER_ERROR/0");
    }

    @Test
    void inABlockItIsTheSame() {
        begin();
        talk.goes("""
                client Q=select                            | CCPBEPBDECCS |
                server 3 3 1 2 C=SET                       |              |
                server 1 2 T C=SELECT_0 3 3 Z=T            |              | TCZ
                client Q=select                            | CCPBEPBDECCS |
                """);
    }

    @Test
    void inAFailedBlockTheServersErrorIsTheStatementsOwn() {
        begin();
        talk.goes("""
                client Q=select                            | CCPBEPBDECCS |
                server E=25P02 Z=E                         |              | EZ
                """).ends("COMPLETED/0", "SERVER_ERROR/0");
        talk.isOpen();
    }

    @Test
    void severalStatementsNeedABlock() {
        talk.goes("""
                client Q=a;b                               |      | EZ
                """).ends("REFUSED/0");
        begin();
        talk.goes("""
                client Q=a;b                               | CCPBESQ |
                server 3 3 1 2 C=SET Z=T                   |         |
                server T C=SELECT_0 T C=SELECT_0 Z=T       |         | TCTCZ
                """).ends("REFUSED/0", "COMPLETED/0", "COMPLETED/0");
    }

    @Test
    void severalStatementsInAFailedBlockFailByThemselves() {
        begin();
        talk.goes("""
                client Q=a;b                               | CCPBESQ |
                server E=25P02 Z=E                         |         |
                server E=25P02 Z=E                         |         | EZ
                """).ends("COMPLETED/0", "SERVER_ERROR/0");
        talk.isOpen();
    }

    @Test
    void planningIsHeldToReadingToo() {
        talk.goes("""
                client P=select                            | P      |
                client B                                   | CCPBEB |
                client E S                                 | ES     |
                server 1                                   |        | 1
                server 3 3 1 2 C=SET                       |        |
                server 2 D C=SELECT_1 Z=I                  |        | 2DCZ
                """).ends("COMPLETED/0", "COMPLETED/1");
    }

    @Test
    void eachStatementOfAPipelineGetsItsOwn() {
        talk.goes("""
                client P=select B E                        | PCCPBEBE |
                client B E S                               | CCPBEBES |
                server 1 3 3 1 2 C=SET 2 C=SELECT_0        |          | 12C
                server 3 3 1 2 C=SET 2 C=SELECT_0 Z=I      |          | 2CZ
                """).ends("COMPLETED/0", "COMPLETED/0", "COMPLETED/0");
    }

    @Test
    void aFailureOfOurOwnInAPipelineSkipsToTheSync() {
        talk.goes("""
                client P=select B E                        | PCCPBEBE |
                client S                                   | S        |
                server 1                                   |          | 1
                server E=25P02 Z=E                         |          | EZ
                """);
        talk.isOpen();
    }
}
