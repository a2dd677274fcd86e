package dev.gatehouse.wire.mysql;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.support.Masks;
import dev.gatehouse.wire.RowPlan;
import dev.gatehouse.wire.row.CellEdit;

import static dev.gatehouse.wire.mysql.Packets.query;

/// Sessions that wait for rows of four cells of which some are masked, and such rows.
final class MaskedRows {
    /// The number of the packet that the first row comes in.
    static final int FIRST = 7;

    private MaskedRows() {}

    /// The first cell stays, the second is made NULL, the others three stars and one.
    static SessionBench asked() {
        SessionBench bench = new SessionBench();
        ask(bench, null, Masks.NULL, Masks.stars(3), Masks.stars(1));
        return bench;
    }

    /// Has a query sent and its columns answered, whose cells are edited so.
    static void ask(SessionBench bench, @Nullable CellEdit... edits) {
        bench.gates.plan = _ -> new RowPlan.Edit(Arrays.asList(edits));
        bench.fromClient(0, query("SELECT"));
        bench.server.writeInbound(Packets.head());
        bench.clientGot();
    }

    static byte[] row(String... cells) {
        ByteBuf row = Unpooled.buffer();
        for (String cell : cells) {
            LengthEncoded.write(row, cell.length());
            row.writeCharSequence(cell, StandardCharsets.ISO_8859_1);
        }
        return ByteBufUtil.getBytes(row);
    }
}
