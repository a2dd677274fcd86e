package dev.gatehouse.wire.pg;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.gatehouse.support.Masks;
import dev.gatehouse.support.TextTerms;
import dev.gatehouse.wire.CopyPlan;
import dev.gatehouse.wire.Outcome;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.RowPlan;
import dev.gatehouse.wire.row.CellEdit;
import dev.gatehouse.wire.row.CopyLayout;

import static org.assertj.core.api.Assertions.assertThat;

/// Copies to the client whose columns somebody wants to plan.
class CopyMaskTest {
    private static final Refusal NO = new Refusal.Denied("These columns cannot be masked.", "d-2");

    private final Talk talk = new Talk();

    @BeforeEach
    void wantColumns() {
        talk.bench.gates.plan = _ -> RowPlan.PASS_THROUGH;
    }

    @AfterEach
    void close() {
        talk.close();
    }

    private void edit(CopyLayout layout, @Nullable CellEdit... edits) {
        List<@Nullable CellEdit> all = Arrays.asList(edits);
        talk.bench.gates.copyPlan = (_, _) -> new CopyPlan.Edit(layout, all);
    }

    private void refuse() {
        talk.bench.gates.copyPlan = (_, _) -> new CopyPlan.Refuse(NO);
    }

    private String clientRead() {
        return new String(talk.bench.takeFromClientLeg(), StandardCharsets.ISO_8859_1);
    }

    private List<Outcome> outcomes() {
        return talk.bench.gates.outcomes;
    }

    @Test
    void linesReachTheClientEdited() {
        edit(CopyLayout.PLAIN_TEXT, null, Masks.text("*"));

        talk.plays("""
                client Q=copy
                server H=2 d=1→one¶ d=2→\\N¶ d=3→three¶ c C=COPY_3 Z=I
                """);

        assertThat(clientRead()).contains("1\t*\nd", "2\t\\N\nd", "3\t*\nc").doesNotContain("one", "three");
        talk.ends("COMPLETED/3");
        assertThat(outcomes().getFirst().maskedCells()).isEqualTo(2);
    }

    @Test
    void linesThatAreLongerReachTheClientInTheirPlace() {
        edit(CopyLayout.PLAIN_TEXT, null, Masks.text("-".repeat(20)));

        talk.goes("""
                client Q=copy                                              | Q |
                server H=2 d=1→a¶ d=2→b¶ c C=COPY_2 T D C=SELECT_1 Z=I     |   | HddcCTDCZ
                """);
    }

    @Test
    void aCopyThatIsExecutedIsEdited() {
        edit(CopyLayout.PLAIN_TEXT, null, Masks.text("*"));

        talk.goes("""
                client P=copy B                             | PB  |
                server 1 2                                  |     | 12
                client E                                    | DH  |
                server n                                    | E   |
                client S                                    | S   |
                server H=2 d=1→one¶ d=2→two¶ c C=COPY_2 Z=I |     | HddcCZ
                """).ends("COMPLETED/0", "COMPLETED/2");
        assertThat(outcomes().getLast().maskedCells()).isEqualTo(2);
    }

    @Test
    void binaryRowsReachTheClientEdited() {
        edit(CopyLayout.BINARY, Masks.text("*"));

        talk.plays("""
                client Q=copy
                server H=binary1 d=PGCOPY¶ÿ␍¶°°°°°°°°°°±°°°²hi d=ÿÿ c C=COPY_1 Z=I
                """);

        assertThat(clientRead()).contains("PGCOPY", "\0\1\0\0\0\1*d").doesNotContain("hi");
        talk.ends("COMPLETED/1");
    }

    @Test
    void linesAreCountedAndEditedAtOnce() {
        edit(CopyLayout.PLAIN_TEXT, Masks.text("*"));
        talk.on(request -> TextTerms.rows(2, request)).goes("""
                client Q=copy                                       | Q |
                server H=1 d=a¶ d=b¶ d=c¶ d=d¶ c C=COPY_4 Z=I       |   | HddcNCZ
                """).ends("LIMITED/2");
        assertThat(outcomes().getFirst().maskedCells()).isEqualTo(2);
    }

    @Test
    void aCopyThatNeedsNothingPasses() {
        talk.goes("""
                client Q=copy                             | Q |
                server H=3 d=any c C=COPY_1 Z=I           |   | HdcCZ
                """).ends("COMPLETED/1");
    }

    @Test
    void aLineOfAnotherNumberOfColumnsEndsTheSession() {
        edit(CopyLayout.PLAIN_TEXT, null, Masks.text("*"));

        talk.goes("""
                client Q=copy                       | Q |
                server H=2 d=1→one→secret¶          | ! | HE
                """);

        talk.isClosed();
    }

    @Test
    void rowsThatNobodyHasPlannedEndTheSession() {
        talk.goes("""
                client Q=select                     | Q |
                server D                            | ! | E
                """);

        talk.isClosed();
    }

    @Test
    void linesThatNobodyHasAnnouncedEndTheSession() {
        talk.goes("""
                client Q=copy                       | Q |
                server d=1¶                         | ! | E
                """);

        talk.isClosed();
    }

    @Test
    void aRefusedCopyIsStoppedAndItsLinesGoNowhere() {
        refuse();

        talk.goes("""
                client Q=copy                       | Q  |
                server H=1 d=a¶                     | !  | E
                server d=b¶ E=57014 Z=I             |    | Z
                client Q=next                       |    |
                cancel DONE                         | Q  |
                """).ends("REFUSED/0");
        talk.isOpen();
    }

    @Test
    void aRefusedCopyThatEndsBeforeItIsStoppedFailsItsBlock() {
        refuse();

        talk.goes("""
                client Q=copy                       | Q  |
                server H=1 d=a¶ c C=COPY_1 Z=T      | Q! | E
                server E=42601 Z=E                  |    | Z
                """).ends("REFUSED/0");
    }

    @Test
    void anExecutedCopyThatIsRefusedHasTheClientsRestPassedOver() {
        refuse();

        talk.goes("""
                client P=copy B                     | PB  |
                server 1 2                          |     | 12
                client E                            | DH  |
                server n                            | E   |
                client B E                          | H   |
                server H=1 d=a¶                     | !   | E
                server E=57014                      |     |
                cancel DONE                         |     |
                client B S                          | S   |
                server Z=I                          |     | Z
                """);
        assertThat(outcomes()).extracting(Outcome::result).contains(Outcome.Result.REFUSED);
        talk.isOpen();
    }

    @Test
    void anExecutedCopyThatEndsBeforeItIsStoppedFailsWhatCameBeforeIt() {
        refuse();

        talk.goes("""
                client P=copy B                     | PB  |
                server 1 2                          |     | 12
                client E                            | DH  |
                server n                            | E   |
                server H=1 d=a¶                     | !   | E
                server c C=COPY_1                   | P   |
                server E=42601                      |     |
                cancel DONE                         |     |
                client B E S                        | S   |
                server Z=I                          |     | Z
                """);
        talk.isOpen();
    }

    @Test
    void anExecutedCopyWhoseSyncIsSentFailsItsBlock() {
        refuse();

        talk.goes("""
                client P=copy B                     | PB  |
                server 1 2                          |     | 12
                client E S                          | DH  |
                server n                            | ES  |
                server H=1 d=a¶ c C=COPY_1 Z=T      | Q!  | E
                server E=42601 Z=E                  |     | Z
                """);
        talk.isOpen();
    }

    @Test
    void aLayoutThatLeavesADoubtIsRefused() {
        edit(new CopyLayout(CopyLayout.Form.TEXT, (byte) '|', "\\", (byte) '"', (byte) '"', false), Masks.text("*"));

        talk.goes("""
                client Q=copy                       | Q  |
                server H=1 d=a¶                     | !  | E
                """);
    }
}
