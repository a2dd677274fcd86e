package dev.gatehouse.wire.pg;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/// Messages of the gateway's own making, towards either side ("Message Formats"). The caller owns what is returned.
final class PgMessages {
    /// A name that no client uses: with it the server's unnamed statement stays as it is.
    static final String MUST_FAIL_NAME = "gatehouse_refused";

    /// No prefix of this is SQL, so the server refuses it while it reads it, whatever the state of the transaction.
    /// It stands in the server's log, hence words.
    private static final String MUST_FAIL = "Gatehouse refused the statement that stood here";

    private PgMessages() {}

    static ByteBuf authenticationOk(ByteBufAllocator alloc) {
        return alloc.buffer(9).writeByte('R').writeInt(8).writeInt(0);
    }

    static ByteBuf authenticationCleartextPassword(ByteBufAllocator alloc) {
        return alloc.buffer(9).writeByte('R').writeInt(8).writeInt(3);
    }

    /// `version` is the whole number, major part included, as every server of the field sends it.
    static ByteBuf negotiateProtocolVersion(ByteBufAllocator alloc, int version, List<String> unknownOptions) {
        ByteBuf out = open(alloc, ServerMessage.NEGOTIATE_PROTOCOL_VERSION);
        out.writeInt(version).writeInt(unknownOptions.size());
        for (String option : unknownOptions) {
            writeText(out, option, StandardCharsets.UTF_8);
        }
        return close(out);
    }

    static ByteBuf parameterStatus(ByteBufAllocator alloc, String name, String value) {
        ByteBuf out = open(alloc, ServerMessage.PARAMETER_STATUS);
        writeText(out, name, StandardCharsets.UTF_8);
        writeText(out, value, StandardCharsets.UTF_8);
        return close(out);
    }

    static ByteBuf backendKeyData(ByteBufAllocator alloc, int processId, byte[] secret) {
        return close(
                open(alloc, ServerMessage.BACKEND_KEY_DATA).writeInt(processId).writeBytes(secret));
    }

    static ByteBuf readyForQuery(ByteBufAllocator alloc, byte transactionStatus) {
        return alloc.buffer(6)
                .writeByte(ServerMessage.READY_FOR_QUERY)
                .writeInt(5)
                .writeByte(transactionStatus);
    }

    static ByteBuf query(ByteBufAllocator alloc, String sql, Charset charset) {
        ByteBuf out = open(alloc, ClientMessage.QUERY);
        writeText(out, sql, charset);
        return close(out);
    }

    static ByteBuf mustFailQuery(ByteBufAllocator alloc) {
        return query(alloc, MUST_FAIL, StandardCharsets.US_ASCII);
    }

    /// `name` empty undoes the server's unnamed statement, as any failing `Parse` of it does.
    static ByteBuf mustFailParse(ByteBufAllocator alloc, String name) {
        ByteBuf out = open(alloc, ClientMessage.PARSE);
        writeText(out, name, StandardCharsets.ISO_8859_1);
        writeText(out, MUST_FAIL, StandardCharsets.US_ASCII);
        return close(out.writeShort(0));
    }

    /// A `Parse` with another text; the parameter types are copied from `types[start, start + length)`, their count
    /// included.
    static ByteBuf parse(
            ByteBufAllocator alloc, String name, String sql, Charset charset, ByteBuf types, int start, int length) {
        ByteBuf out = open(alloc, ClientMessage.PARSE);
        writeText(out, name, StandardCharsets.ISO_8859_1);
        writeText(out, sql, charset);
        return close(out.writeBytes(types, start, length));
    }

    /// Asks for the columns of a prepared statement.
    static ByteBuf describeStatement(ByteBufAllocator alloc, String statement) {
        ByteBuf out = open(alloc, ClientMessage.DESCRIBE);
        out.writeByte('S');
        writeText(out, statement, StandardCharsets.ISO_8859_1);
        return close(out);
    }

    /// Asks for the columns of a text, under `name`, which it frees first and last; up to a `Sync` if `synced`.
    static ByteBuf description(ByteBufAllocator alloc, String name, String sql, Charset charset, boolean synced) {
        ByteBuf out = closing(alloc, 'S', name);
        ByteBuf parse = open(alloc, ClientMessage.PARSE);
        writeText(parse, name, StandardCharsets.US_ASCII);
        writeText(parse, sql, charset);
        write(out, close(parse.writeShort(0)));
        write(out, describeStatement(alloc, name));
        write(out, closing(alloc, 'S', name));
        return synced ? out.writeByte(ClientMessage.SYNC).writeInt(4) : out;
    }

    /// Asks for the columns of a portal, at once.
    static ByteBuf describePortalAndFlush(ByteBufAllocator alloc, String portal) {
        ByteBuf out = open(alloc, ClientMessage.DESCRIBE);
        out.writeByte('P');
        writeText(out, portal, StandardCharsets.ISO_8859_1);
        return close(out).writeByte(ClientMessage.FLUSH).writeInt(4);
    }

    /// A statement without parameters and rows in extended messages, under `name` for both of its names, which it
    /// frees first.
    static ByteBuf execution(ByteBufAllocator alloc, String name, String sql) {
        ByteBuf out = closing(alloc, 'P', name);
        write(out, closing(alloc, 'S', name));
        ByteBuf parse = open(alloc, ClientMessage.PARSE);
        writeText(parse, name, StandardCharsets.US_ASCII);
        writeText(parse, sql, StandardCharsets.US_ASCII);
        write(out, close(parse.writeShort(0)));
        write(out, binding(alloc, name));
        return write(out, execute(alloc, name, 0));
    }

    /// One query in extended messages, under the empty name, which it leaves free; at most `rows` rows.
    static ByteBuf portalOf(ByteBufAllocator alloc, String sql, Charset charset, int rows) {
        ByteBuf out = open(alloc, ClientMessage.PARSE).writeByte(0);
        writeText(out, sql, charset);
        close(out.writeShort(0));
        write(out, binding(alloc, ""));
        ByteBuf describe = open(alloc, ClientMessage.DESCRIBE).writeByte('P').writeByte(0);
        write(out, close(describe));
        write(out, execute(alloc, "", rows));
        write(out, closing(alloc, 'P', ""));
        write(out, closing(alloc, 'S', ""));
        return out.writeByte(ClientMessage.SYNC).writeInt(4);
    }

    /// `rows` 0 is all of them.
    static ByteBuf execute(ByteBufAllocator alloc, String portal, int rows) {
        ByteBuf out = open(alloc, ClientMessage.EXECUTE);
        writeText(out, portal, StandardCharsets.ISO_8859_1);
        return close(out.writeInt(rows));
    }

    static ByteBuf sync(ByteBufAllocator alloc) {
        return alloc.buffer(5).writeByte(ClientMessage.SYNC).writeInt(4);
    }

    static ByteBuf flush(ByteBufAllocator alloc) {
        return alloc.buffer(5).writeByte(ClientMessage.FLUSH).writeInt(4);
    }

    /// `tag` such as `SELECT 5`.
    static ByteBuf commandComplete(ByteBufAllocator alloc, String tag) {
        ByteBuf out = open(alloc, ServerMessage.COMMAND_COMPLETE);
        writeText(out, tag, StandardCharsets.US_ASCII);
        return close(out);
    }

    /// Of no parameters, all results as text.
    private static ByteBuf binding(ByteBufAllocator alloc, String name) {
        ByteBuf out = open(alloc, ClientMessage.BIND);
        writeText(out, name, StandardCharsets.US_ASCII);
        writeText(out, name, StandardCharsets.US_ASCII);
        return close(out.writeShort(0).writeShort(0).writeShort(0));
    }

    private static ByteBuf closing(ByteBufAllocator alloc, char what, String name) {
        ByteBuf out = open(alloc, ClientMessage.CLOSE).writeByte(what);
        writeText(out, name, StandardCharsets.US_ASCII);
        return close(out);
    }

    private static ByteBuf write(ByteBuf out, ByteBuf message) {
        out.writeBytes(message);
        message.release();
        return out;
    }

    static ByteBuf copyFail(ByteBufAllocator alloc) {
        ByteBuf out = open(alloc, ClientMessage.COPY_FAIL);
        writeText(out, "Gatehouse refused the copy", StandardCharsets.US_ASCII);
        return close(out);
    }

    static ByteBuf terminate(ByteBufAllocator alloc) {
        return alloc.buffer(5).writeByte(ClientMessage.TERMINATE).writeInt(4);
    }

    /// Starts a message whose length is set by [#close].
    static ByteBuf open(ByteBufAllocator alloc, byte kind) {
        return alloc.buffer(128).writeByte(kind).writeInt(0);
    }

    static ByteBuf close(ByteBuf out) {
        return out.setInt(1, out.readableBytes() - 1);
    }

    static void writeText(ByteBuf out, String text, Charset charset) {
        out.writeCharSequence(text, charset);
        out.writeByte(0);
    }
}
