package dev.gatehouse.wire.pg;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

import com.sun.management.ThreadMXBean;
import io.netty.buffer.ByteBuf;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.gatehouse.wire.Announced;
import dev.gatehouse.wire.Provenance;
import dev.gatehouse.wire.RowPlan;
import dev.gatehouse.wire.row.AnnouncedColumns;

import static org.assertj.core.api.Assertions.assertThat;

/// When the columns that a server announces are held against what their statement was judged by, and who is told.
class AnnouncedTest {
    private final Talk talk = new Talk();
    private final List<String> seen = new ArrayList<>();

    /// Says the same of all columns.
    private final class Judge implements Provenance {
        private final Announced word;

        Judge(Announced word) {
            this.word = word;
        }

        @Override
        public Announced compare(int result, AnnouncedColumns columns) {
            for (int i = 0; i < columns.count(); i++) {
                columns.next();
            }
            seen.add("result " + result + " of " + columns.count());
            return word;
        }
    }

    private void judge(Announced word) {
        talk.bench.gates.provenance = new Judge(word);
    }

    @AfterEach
    void close() {
        talk.close();
    }

    @Test
    void eachResultOfAQueryIsComparedAndToldBeforeTheEnd() {
        judge(new Announced.OtherCount(1, 2));

        talk.goes("""
                client Q=select                     | Q |
                server T D C=SELECT_1 T C=x Z=I     |   | TDCTCZ
                """);

        assertThat(seen).containsExactly("result 0 of 1", "result 1 of 1");
        assertThat(talk.bench.gates.ends).startsWith("count", "count").contains("COMPLETED");
    }

    @Test
    void whatIsNothingToCompareIsNotRead() {
        talk.bench.fromClient(Messages.query("select 1"));
        talk.bench.fromServer(Messages.message('T', (byte) 0, (byte) 9));

        assertThat(talk.bench.clientGot()).isEqualTo("T");
        talk.isOpen();
    }

    @Test
    void malformedColumnsThatAreComparedEndTheSession() {
        judge(Announced.AGREES);

        talk.bench.fromClient(Messages.query("select 1"));
        talk.bench.fromServer(Messages.message('T', (byte) 0, (byte) 9));

        talk.isClosed();
    }

    @Test
    void executionsAreToldWhatTheirDescriptionCameTo() {
        judge(new Announced.OtherCount(1, 2));

        talk.goes("""
                client P=select B D E S             | PBDES |
                server 1 2 T D C=SELECT_1 Z=I       |       | 12TDCZ
                client B E S                        | BES   |
                server 2 D C=SELECT_1 Z=I           |       | 2DCZ
                """);

        assertThat(seen).containsExactly("result 0 of 1");
        assertThat(talk.bench.gates.ends.stream().filter("count"::equals)).hasSize(2);
    }

    @Test
    void executionThatWasJudgedByAnotherReadingIsToldNothing() {
        judge(new Announced.OtherCount(1, 2));
        talk.goes("""
                client P=select B D S               | PBDS |
                server 1 2 T Z=I                    |      | 12TZ
                """);

        judge(Announced.AGREES);
        talk.goes("""
                client B E S                        | BES  |
                server 2 D C=SELECT_1 Z=I           |      | 2DCZ
                """);

        assertThat(talk.bench.gates.ends).doesNotContain("count", "agrees");
    }

    @Test
    void statementWithoutADescriptionIsToldNothing() {
        judge(new Announced.OtherCount(1, 2));

        talk.goes("""
                client P=select B E S               | PBES |
                server 1 2 D C=SELECT_1 Z=I         |      | 12DCZ
                """);

        assertThat(seen).isEmpty();
        assertThat(talk.bench.gates.ends).doesNotContain("count");
    }

    @Test
    void planForTheRowsIsMadeBehindTheComparison() {
        List<String> order = new ArrayList<>();
        talk.bench.gates.plan = _ -> {
            order.addAll(talk.bench.gates.ends);
            return RowPlan.PASS_THROUGH;
        };
        judge(new Announced.OtherCount(1, 2));

        talk.goes("""
                client Q=select                     | Q |
                server T D C=SELECT_1 Z=I           |   | TDCZ
                """);

        assertThat(order).containsExactly("count");
    }

    @Test
    void walkingColumnsAllocatesNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        ByteBuf message = Messages.oneColumn();
        PgRowDescription description = new PgRowDescription();
        long allocated = Long.MAX_VALUE;

        for (int round = 0; round < 20; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int time = 0; time < 1_000; time++) {
                AnnouncedColumns columns = description.over(message, 0, message.readableBytes(), 10);
                columns.next();
                assert columns.tableId() == 0 && columns.attribute() == 0;
            }
            allocated = Math.min(allocated, threads.getCurrentThreadAllocatedBytes() - before);
        }

        assertThat(allocated).isZero();
        message.release();
    }
}
