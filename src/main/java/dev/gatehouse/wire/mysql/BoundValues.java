package dev.gatehouse.wire.mysql;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;

import dev.gatehouse.wire.Parameters;
import dev.gatehouse.wire.ProtocolViolation;

/// The values bound to a statement: those of a `COM_STMT_EXECUTE`, or the query attributes of a `COM_QUERY`.
///
/// Shape: `nullBitmap:(n+7)/8 newTypes:int8 [(type:int16 [name:string])*] value*`; the names are there under
/// `CLIENT_QUERY_ATTRIBUTES` only, values that are NULL or came by `COM_STMT_SEND_LONG_DATA` are not there
/// ("COM_STMT_EXECUTE"). A lent view of the packet.
final class BoundValues implements Parameters {
    private final ByteBuf packet;
    private final int count;
    private final byte[] types; // two bytes each
    private final byte[] lasting;
    private final List<byte[]> longData;
    private int bitmap;
    private int names; // where types and names stand if one has a name, up to `namesEnd`
    private int namesEnd;
    private int values;
    private int end;
    private LongData sent = LongData.NONE;
    private boolean newTypes;

    private BoundValues(ByteBuf packet, int count, byte[] types, byte[] lasting, List<byte[]> longData) {
        this.packet = packet;
        this.count = count;
        this.types = types;
        this.lasting = lasting;
        this.longData = longData;
    }

    /// Reads `count` values from `in`, which is left behind them. `known` are the types of an earlier execution
    /// (two bytes each), `sent` tells for which parameters long data came, with their digests.
    /// Errors: `ProtocolViolation`.
    static BoundValues read(ByteBuf in, int count, boolean named, byte[] known, LongData sent) {
        int bitmap = in.readerIndex();
        int bitmapBytes = (count + 7) / 8;
        if (in.readableBytes() < bitmapBytes + 1) {
            throw new ProtocolViolation("the bound values end early");
        }
        in.skipBytes(bitmapBytes);
        boolean newTypes = in.readByte() == 1;
        int typed = in.readerIndex();
        byte[] types = newTypes ? types(in, count, named) : known;
        boolean untyped = types.length < count * 2;
        BoundValues bound = new BoundValues(
                in.slice(0, in.writerIndex()), count, untyped ? noTypes(count) : types, types, sent.digests());
        bound.bitmap = bitmap;
        for (int i = 0; i < count && untyped; i++) {
            if (!bound.isNull(i)) {
                throw new ProtocolViolation("values are bound without types");
            }
        }
        bound.newTypes = newTypes;
        bound.values = in.readerIndex();
        boolean anyName = named && newTypes && bound.values - typed > count * 3; // an empty name is its length alone
        bound.names = typed;
        bound.namesEnd = anyName ? bound.values : typed;
        for (int i = 0; i < count; i++) {
            if (!bound.isNull(i) && !sent.has(i)) {
                if (named) {
                    requireCertain(types[i * 2] & 0xFF, types[i * 2 + 1] & 0xFF);
                }
                BinaryValue.skip(in, types[i * 2] & 0xFF);
            }
        }
        bound.end = in.readerIndex();
        bound.sent = sent;
        return bound;
    }

    /// Where values have names, a text may follow them: only types of which every server takes as many bytes as we
    /// do, or another text would run than the one that is judged. The second byte tells the sign and nothing else.
    private static void requireCertain(int type, int sign) {
        boolean certain =
                switch (type) {
                    case 1, 2, 3, 4, 5, 8 -> true; // the numbers of fixed length
                    case 7, 10, 11, 12 -> true; // TIMESTAMP, DATE, TIME, DATETIME
                    case 0, 15, 16, 245, 246, 247, 248, 249, 250, 251, 252, 253, 254, 255 -> true; // strings
                    default -> false;
                };
        if (!certain || (sign & 0x7F) != 0) {
            throw new ProtocolViolation("a named value of the type " + type + ", " + sign);
        }
    }

    private static byte[] types(ByteBuf in, int count, boolean named) {
        if (in.readableBytes() < count * 2) {
            throw new ProtocolViolation("the parameter types end early");
        }
        byte[] types = new byte[count * 2];
        for (int i = 0; i < count; i++) {
            if (in.readableBytes() < 2) {
                throw new ProtocolViolation("the parameter types end early");
            }
            in.readBytes(types, i * 2, 2);
            if (named) {
                LengthEncoded.skipString(in);
            }
        }
        return types;
    }

    /// Clients need not tell any as long as all values are NULL.
    private static byte[] noTypes(int count) {
        byte[] types = new byte[count * 2];
        for (int i = 0; i < count; i++) {
            types[i * 2] = BinaryValue.NULL_TYPE;
        }
        return types;
    }

    /// Those that a later execution without types has.
    byte[] types() {
        return lasting;
    }

    boolean isNull(int i) {
        return (packet.getByte(bitmap + i / 8) >> (i & 7) & 1) != 0;
    }

    /// Appends the first `kept` values as a peer without query attributes reads them.
    void writeWithoutNames(ByteBuf out, int kept, LongData sent) {
        for (int octet = 0; octet < (kept + 7) / 8; octet++) {
            int bits = packet.getByte(bitmap + octet);
            int over = Math.max(0, (octet + 1) * 8 - kept);
            out.writeByte(bits & 0xFF >> over);
        }
        out.writeBoolean(newTypes);
        if (newTypes) {
            out.writeBytes(types, 0, kept * 2);
        }
        ByteBuf in = packet.slice(values, end - values);
        for (int i = 0; i < kept; i++) {
            if (!isNull(i) && !sent.has(i)) {
                BinaryValue.skip(in, types[i * 2] & 0xFF);
            }
        }
        out.writeBytes(packet, values, in.readerIndex());
    }

    @Override
    public int count() {
        return count;
    }

    /// Shape: `count:int32 namesBytes:int32 valuesBytes:int32 (type:int16)* nullBitmap names values
    /// (parameter:int16 sha256:32)*`. Types stand apart from the names, so that a value has the same bytes whether
    /// its type came with it or with an earlier execution.
    @Override
    public void bytes(Consumer<ByteBuffer> visitor) {
        visitor.accept(ByteBuffer.allocate(12)
                .putInt(count)
                .putInt(namesEnd - names)
                .putInt(end - values)
                .flip());
        visitor.accept(ByteBuffer.wrap(types, 0, count * 2).asReadOnlyBuffer());
        visitor.accept(packet.nioBuffer(bitmap, (count + 7) / 8).asReadOnlyBuffer());
        visitor.accept(packet.nioBuffer(names, namesEnd - names).asReadOnlyBuffer());
        visitor.accept(packet.nioBuffer(values, end - values).asReadOnlyBuffer());
        longData.forEach(digest -> visitor.accept(ByteBuffer.wrap(digest).asReadOnlyBuffer()));
    }

    /// Binary values are told from their first byte on, with the length that some of them begin with.
    @Override
    public void values(Visitor visitor) {
        ByteBuf in = packet.slice(0, end).readerIndex(values);
        for (int i = 0; i < count; i++) {
            int type = types[i * 2] & 0xFF;
            if (isNull(i) || type == BinaryValue.NULL_TYPE) {
                visitor.onNull(i);
            } else if (sent.has(i)) {
                visitor.onUnread(i);
            } else {
                int start = in.readerIndex();
                BinaryValue.skip(in, type);
                int length = in.readerIndex() - start;
                if (BinaryValue.fixedLength(type) == BinaryValue.LENGTH_ENCODED) {
                    in.readerIndex(start);
                    int text = LengthEncoded.readLength(in);
                    visitor.onText(i, in.nioBuffer(in.readerIndex(), text).asReadOnlyBuffer());
                    in.readerIndex(start + length);
                } else {
                    visitor.onBinary(i, type, in.nioBuffer(start, length).asReadOnlyBuffer());
                }
            }
        }
    }
}
