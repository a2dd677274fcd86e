package dev.gatehouse.wire.pg;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.gatehouse.support.Masks;
import dev.gatehouse.wire.Announced;
import dev.gatehouse.wire.Provenance;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.RowPlan;
import dev.gatehouse.wire.ServerError;
import dev.gatehouse.wire.row.AnnouncedColumns;
import dev.gatehouse.wire.row.CellEdit;
import dev.gatehouse.wire.row.CellFormat;
import dev.gatehouse.wire.row.ColumnMeta;

import static org.assertj.core.api.Assertions.assertThat;

/// What the server is asked for the columns of prepared statements, where rows are planned: once.
class PreparedPlanTest {
    private final Talk talk = new Talk();
    private final List<List<ColumnMeta>> planned = new ArrayList<>();
    private @Nullable Refusal refusal;

    @BeforeEach
    void planRows() {
        talk.bench.gates.plan = columns -> {
            planned.add(columns);
            if (refusal != null) {
                return new RowPlan.Refuse(refusal);
            }
            List<@Nullable CellEdit> edits = new ArrayList<>();
            columns.forEach(_ -> edits.add(Masks.STARS));
            return new RowPlan.Edit(edits);
        };
    }

    @AfterEach
    void close() {
        talk.close();
    }

    private Talk known(String text) {
        return talk.goes("""
                client P=%s S                       | PDS |
                server 1 t T Z=I                    |     | 1Z
                """.formatted(text));
    }

    @Test
    void executionsAreAskedForNothingOnceTheColumnsAreKnown() {
        known("select").goes("""
                client B E S                        | BES |
                server 2 D C=SELECT_1 Z=I           |     | 2DCZ
                client B E E S                      | BEES |
                server 2 D s D C=SELECT_1 Z=I       |     | 2DsDCZ
                """);

        assertThat(planned).hasSize(3);
        talk.ends("COMPLETED/0", "COMPLETED/1", "COMPLETED/0", "COMPLETED/1");
    }

    @Test
    void rowsAreEditedByWhatIsKnown() {
        known("select").plays("""
                client B E S
                server 2 D C=SELECT_1 Z=I
                """);

        assertThat(new String(talk.bench.takeFromClientLeg(), StandardCharsets.ISO_8859_1))
                .contains("\0\0\0\1*C")
                .doesNotContain("x");
    }

    @Test
    void anExecuteRightBehindItsParseWaitsForTheColumns() {
        talk.goes("""
                client P=select B E S               | PDBH |
                server 1 t T 2                      | ES   | 12
                server D C=SELECT_1 Z=I             |      | DCZ
                """);
    }

    @Test
    void whatTheClientHasDescribedIsKnown() {
        talk.goes("""
                client P=select B D E S             | PDBDH |
                server 1 t T 2 T                    | ES    | 12T
                server D C=SELECT_1 Z=I             |       | DCZ
                client B E S                        | BES   |
                server 2 D C=SELECT_1 Z=I           |       | 2DCZ
                """);
    }

    @Test
    void aStatementWithoutRowsIsKnownToHaveNone() {
        talk.goes("""
                client P=insert S                   | PDS |
                server 1 t n Z=I                    |     | 1Z
                client B E S                        | BES |
                server 2 C=INSERT_0_1 Z=I           |     | 2CZ
                """);
        assertThat(planned).isEmpty();
    }

    @Test
    void aStatementWithoutRowsThatSendsOneEndsTheSession() {
        talk.goes("""
                client P=insert S                   | PDS |
                server 1 t n Z=I                    |     | 1Z
                client B E S                        | BES |
                server 2 D                          | !   | 2E
                """);
        talk.isClosed();
    }

    @Test
    void columnsThatMayBeOthersNextTimeAreAskedForEachTime() {
        talk.goes("""
                client P=fetch S                    | PS   |
                server 1 Z=I                        |      | 1Z
                client B E S                        | BDH  |
                server 2 T                          | ES   | 2
                server D C=FETCH_1 Z=I              |      | DCZ
                client B E S                        | BDH  |
                server 2 T                          | ES   | 2
                server D C=FETCH_1 Z=I              |      | DCZ
                """);
    }

    @Test
    void aNameThatIsPreparedAnewIsDescribedAnew() {
        known("select").goes("""
                client P=values B E S               | PDBH |
                server 1 t T 2                      | ES   | 12
                server D C=SELECT_1 Z=I             |      | DCZ
                """);
    }

    @Test
    void formatsAreThoseOfTheBind() {
        known("select");
        talk.bench.fromClient(Messages.message('B', new byte[] {0, 0, 0, 0, 0, 0, 0, 1, 0, 1}));
        talk.goes("client E S | BES |");

        talk.bench.fromClient(Messages.message('B', new byte[] {0, 0, 0, 0, 0, 0, 0, 1, 0, 0}));
        talk.goes("client E S | BES |");

        assertThat(planned)
                .extracting(columns -> columns.getFirst().format())
                .containsExactly(CellFormat.BINARY, CellFormat.TEXT);
    }

    @Test
    void formatsThatDoNotFitAreTheServersToRefuse() {
        known("select");
        talk.bench.fromClient(Messages.message('B', new byte[] {0, 0, 0, 0, 0, 0, 0, 2, 0, 1, 0, 1}));

        talk.goes("""
                client E S                          | BDH |
                server E=08P01                      | S   | E
                server Z=I                          |     | Z
                """);
        assertThat(planned).isEmpty();
    }

    @Test
    void columnsThatContradictTheReadingAreAskedForAnew() {
        known("select");
        talk.bench.gates.provenance = new Doubt();

        talk.goes("""
                client B E S                        | BDH |
                server 2 T                          | ES  | 2
                server D C=SELECT_1 Z=I             |     | DCZ
                """);
    }

    @Test
    void anotherPathOfNamesHasTheColumnsAskedForAnew() {
        known("select");
        talk.bench.fromServer(Messages.message('S', "search_path\0other\0".getBytes(StandardCharsets.US_ASCII)));
        talk.bench.clear();

        talk.goes("""
                client B E S                        | BDH |
                server 2 T                          | ES  | 2
                server D C=SELECT_1 Z=I             |     | DCZ
                client B E S                        | BES |
                server 2 D C=SELECT_1 Z=I           |     | 2DCZ
                """);
    }

    @Test
    void refusedColumnsThatAreKnownStopAnExecuteBeforeItRuns() {
        refusal = new Refusal.Denied("no", "d-1");

        known("select").goes("""
                client B E S                        | BPS |
                server 2 E=42601 Z=I                |     | 2EZ
                """);
        talk.ends("COMPLETED/0", "REFUSED/0");
    }

    @Test
    void anErrorOfOurOwnQuestionIsTheClients() {
        talk.bench.gates.errors = error -> new ServerError(error.code(), 0, "hidden", "");

        talk.goes("""
                client P=select B E S               | PDBH |
                server 1 E=57014                    | S    | 1E
                server Z=I                          |      | Z
                client B E S                        | BDH  |
                server 2 T                          | ES   | 2
                server D C=SELECT_1 Z=I             |      | DCZ
                """);
    }

    @Test
    void aParseThatFailsLeavesNothingToWaitFor() {
        talk.goes("""
                client P=select B E S               | PDBH |
                server E=42601                      | S    | E
                server Z=I                          |      | Z
                """);
        talk.isOpen();
    }

    @Test
    void whatIsSaidOutsideOfAnyStatementHasTheWordsOfTheLastThatPlannedRows() {
        talk.bench.gates.errors = error -> new ServerError(error.code(), 0, "hidden", "");
        talk.bench.fromServer(notice("early"));
        assertThat(text()).contains("early");

        known("select");
        talk.bench.fromServer(notice("late"));
        assertThat(text()).contains("hidden").doesNotContain("late");
    }

    @Test
    void payloadsOfNotificationsAreTheGates() {
        byte[] message = "\0\0\0\7chan\0a@b.example\0".getBytes(StandardCharsets.US_ASCII);
        talk.bench.fromServer(Messages.message('A', message));
        assertThat(text()).isEqualTo("A\0\0\0\31\0\0\0\7chan\0a@b.example\0");

        talk.bench.gates.notifications = _ -> "***";
        talk.bench.fromServer(Messages.message('A', message));
        assertThat(text()).isEqualTo("A\0\0\0\21\0\0\0\7chan\0***\0");
    }

    private String text() {
        return new String(talk.bench.takeFromClientLeg(), StandardCharsets.ISO_8859_1);
    }

    private static ByteBuf notice(String words) {
        return Messages.message(
                'N', ("SNOTICE\0VNOTICE\0C00000\0M" + words + "\0\0").getBytes(StandardCharsets.US_ASCII));
    }

    private static final class Doubt implements Provenance {
        @Override
        public Announced compare(int result, AnnouncedColumns columns) {
            return new Announced.OtherCount(1, 2);
        }
    }
}
