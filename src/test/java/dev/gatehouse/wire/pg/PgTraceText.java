package dev.gatehouse.wire.pg;

import java.nio.charset.StandardCharsets;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/// Writes one message as libpq's trace does (`PQtrace` without timestamps), so that people who know one know the
/// other.
///
/// Shape: direction, length, name and fields, parted by tabs: `F\t13\tQuery\t "SELECT 1"`. The length is the
/// message's own, without the type byte. Strings in double quotes, values in single quotes, what cannot be printed
/// as `\xNN`. A message that has no such shape is a test failure, never a shorter line.
final class PgTraceText {
    private final StringBuilder out = new StringBuilder();
    private final ByteBuf body;
    private int lastNumber;

    private PgTraceText(ByteBuf body) {
        this.body = body;
    }

    /// A message with a type byte.
    static String of(char direction, byte[] message) {
        PgTraceText text = new PgTraceText(Unpooled.wrappedBuffer(message).skipBytes(1));
        int length = text.body.readInt();
        if (length != message.length - 1) {
            throw new AssertionError("message of " + message.length + " bytes says " + length);
        }
        char type = (char) message[0];
        String name = direction == 'F' ? text.fromClient(type) : text.fromServer(type);
        return text.line(direction, length, name);
    }

    /// A packet of a client that has no type byte yet.
    static String untyped(byte[] packet) {
        PgTraceText text = new PgTraceText(Unpooled.wrappedBuffer(packet));
        int length = text.body.readInt();
        int code = text.body.readInt();
        String name =
                switch (code) {
                    case PgLoginMessages.SSL_REQUEST_CODE -> "SSLRequest";
                    case PgLoginMessages.CANCEL_REQUEST_CODE -> {
                        text.int32().rest();
                        yield "CancelRequest";
                    }
                    default -> {
                        text.put(code >>> 16).put(code & 0xffff);
                        while (text.body.readableBytes() > 1) {
                            text.string().string();
                        }
                        text.body.skipBytes(1);
                        yield "StartupMessage";
                    }
                };
        return text.line('F', length, name);
    }

    private String line(char direction, int length, String name) {
        if (body.isReadable()) {
            throw new AssertionError(name + " has " + body.readableBytes() + " bytes more than it should");
        }
        return direction + "\t" + length + "\t" + name + (out.isEmpty() ? "" : "\t" + out);
    }

    private String fromClient(char type) {
        return switch (type) {
            case 'B' -> bind();
            case 'C' -> name("Close", byte1().string());
            case 'D' -> name("Describe", byte1().string());
            case 'E' -> name("Execute", string().int32());
            case 'H' -> "Flush";
            case 'P' -> name("Parse", string().string().times(int16(), this::int32));
            case 'Q' -> name("Query", string());
            case 'S' -> "Sync";
            case 'X' -> "Terminate";
            case 'c' -> "CopyDone";
            case 'd' -> name("CopyData", rest());
            case 'f' -> name("CopyFail", string());
            case 'p' -> name("PasswordMessage", rest());
            default -> throw new AssertionError("client message " + type);
        };
    }

    private String bind() {
        string().string()
                .times(int16(), this::int16)
                .times(int16(), this::value)
                .times(int16(), this::int16);
        return "Bind";
    }

    private String fromServer(char type) {
        return switch (type) {
            case '1' -> "ParseComplete";
            case '2' -> "BindComplete";
            case '3' -> "CloseComplete";
            case 'A' -> name("NotificationResponse", int32().string().string());
            case 'C' -> name("CommandComplete", string());
            case 'D' -> name("DataRow", times(int16(), this::value));
            case 'E' -> name("ErrorResponse", fields());
            case 'G' -> name("CopyInResponse", byte1().times(int16(), this::int16));
            case 'H' -> name("CopyOutResponse", byte1().times(int16(), this::int16));
            case 'I' -> "EmptyQueryResponse";
            case 'K' -> name("BackendKeyData", int32().rest());
            case 'N' -> name("NoticeResponse", fields());
            case 'R' -> authentication();
            case 'S' -> name("ParameterStatus", string().string());
            case 'T' -> name("RowDescription", times(int16(), this::column));
            case 'Z' -> name("ReadyForQuery", byte1());
            case 'c' -> "CopyDone";
            case 'd' -> name("CopyData", rest());
            case 'n' -> "NoData";
            case 's' -> "PortalSuspended";
            case 't' -> name("ParameterDescription", times(int16(), this::int32));
            case 'v' -> name("NegotiateProtocolVersion", int32().times(int32(), this::string));
            default -> throw new AssertionError("server message " + type);
        };
    }

    private String authentication() {
        int code = body.readInt();
        return switch (code) {
            case 0 -> "AuthenticationOk";
            case 3 -> "AuthenticationCleartextPassword";
            case 5 -> name("AuthenticationMD5Password", rest());
            case 10 -> {
                while (body.readableBytes() > 1) {
                    string();
                }
                body.skipBytes(1);
                yield "AuthenticationSASL";
            }
            case 11 -> name("AuthenticationSASLContinue", rest());
            case 12 -> name("AuthenticationSASLFinal", rest());
            default -> throw new AssertionError("authentication " + code);
        };
    }

    /// Names what has just been written.
    private static String name(String name, PgTraceText written) {
        return name;
    }

    private PgTraceText column() {
        return string().int32().int16().int32().int16().int32().int16();
    }

    private PgTraceText fields() {
        while (body.getByte(body.readerIndex()) != 0) {
            byte1().string();
        }
        return byte1();
    }

    private PgTraceText times(PgTraceText counted, Runnable each) {
        for (int i = counted.lastNumber; i > 0; i--) {
            each.run();
        }
        return this;
    }

    private PgTraceText put(int number) {
        lastNumber = number;
        out.append(' ').append(number);
        return this;
    }

    private PgTraceText int16() {
        return put(body.readShort());
    }

    private PgTraceText int32() {
        return put(body.readInt());
    }

    private PgTraceText byte1() {
        out.append(' ');
        printable(body.readByte());
        return this;
    }

    private PgTraceText string() {
        String text = body.readCharSequence(body.bytesBefore((byte) 0), StandardCharsets.UTF_8)
                .toString();
        body.skipBytes(1);
        out.append(" \"");
        text.chars().forEach(each -> {
            if (each < ' ') {
                printable((byte) each); // libpq would break the line
            } else {
                out.append((char) each);
            }
        });
        out.append('"');
        return this;
    }

    private PgTraceText value() {
        int length = body.readInt();
        put(length);
        return length < 0 ? this : quoted(length);
    }

    private PgTraceText rest() {
        return quoted(body.readableBytes());
    }

    private PgTraceText quoted(int length) {
        out.append(" '");
        for (int i = 0; i < length; i++) {
            printable(body.readByte());
        }
        out.append('\'');
        return this;
    }

    private void printable(byte each) {
        if (each >= ' ' && each < 0x7f) {
            out.append((char) each);
        } else {
            out.append("\\x%02x".formatted(each & 0xff));
        }
    }
}
