package dev.gatehouse.gateway.writeback;

import java.nio.ByteBuffer;

/// Which forms of masked values PostgreSQL's binary values have. Of a type that the client leaves to the server, it
/// is that of the column: then all readings of its bytes count. Stateless.
final class PgBinaryForms {
    /// From 1970 to 2000, from where the server counts.
    private static final int DAYS = 10_957;
    private static final long SECONDS = DAYS * 86_400L;
    private static final long MICROS = 1_000_000;
    private static final int NO_NUMBER = 0xC000;

    private PgBinaryForms() {}

    /// @param type its OID, or 0
    static int of(int type, ByteBuffer bytes) {
        int most = 64;
        if (bytes.remaining() > most) {
            return MaskedForms.NONE;
        }
        return switch (type) {
            case 16, 20, 21, 23, 26, 28, 700, 701, 790 -> number(bytes); // bool, integers, oid, xid, floats, money
            case 1700 ->
                numeric(bytes) == MaskedForms.NONE ? MaskedForms.NONE : MaskedForms.ZERO | MaskedForms.ZERO_DECIMAL;
            case 1082, 1083, 1114, 1184, 1266, 1186 -> time(bytes); // dates, times, interval
            case 18, 19, 25, 114, 142, 705, 1042, 1043 -> ParameterForms.text(bytes);
            case 3802 -> bytes.hasRemaining() ? ParameterForms.text(bytes.slice(1, bytes.remaining() - 1)) : 0;
            default -> number(bytes) | numeric(bytes) | time(bytes) | others(bytes) | ParameterForms.text(bytes);
        };
    }

    /// Of a float also the zero below zero.
    private static int number(ByteBuffer bytes) {
        int length = bytes.remaining();
        boolean size = length == 1 || length == 2 || length == 4 || length == 8;
        boolean zero = size && zeros(bytes, 1) && (bytes.get(0) & 0x7F) == 0 && (length > 2 || bytes.get(0) == 0);
        return zero ? MaskedForms.ZERO | MaskedForms.FALSE : MaskedForms.NONE;
    }

    /// Shape: `groups:int16 weight:int16 sign:int16 scale:int16 (group:int16)*`.
    private static int numeric(ByteBuffer bytes) {
        boolean zero = bytes.remaining() == 8 && bytes.getShort(0) == 0 && (bytes.getShort(4) & NO_NUMBER) != NO_NUMBER;
        return zero ? MaskedForms.ZERO_DECIMAL : MaskedForms.NONE;
    }

    private static int time(ByteBuffer bytes) {
        return switch (bytes.remaining()) {
            case 4 -> bytes.getInt(0) == -DAYS ? MaskedForms.DAY : MaskedForms.NONE;
            case 8 -> {
                long micros = bytes.getLong(0);
                boolean moment = micros % MICROS == 0 && TextForms.moment(micros / MICROS + SECONDS);
                yield (moment ? MaskedForms.MOMENT : 0) | (micros == 0 ? MaskedForms.MIDNIGHT : 0);
            }
            case 12 -> bytes.getLong(0) == 0 ? MaskedForms.MIDNIGHT : MaskedForms.NONE; // with a zone
            case 16 -> zeros(bytes, 0) ? MaskedForms.NO_TIME : MaskedForms.NONE;
            default -> MaskedForms.NONE;
        };
    }

    private static int others(ByteBuffer bytes) {
        int length = bytes.remaining();
        int forms = length > 0 && zeros(bytes, 0) ? MaskedForms.ZEROS : MaskedForms.NONE;
        if (length == 0) {
            forms |= MaskedForms.NO_BYTES;
        }
        if (length == 1 && (bytes.get(0) & 1) != 0) {
            forms |= MaskedForms.NO_RANGE;
        }
        if (length == 4 && bytes.getInt(0) == 0 || length == 12 && bytes.getInt(0) == 0) {
            forms |= MaskedForms.NO_ELEMENTS; // of ranges, and of an array: none in no dimension
        }
        if (length == 16) {
            forms |= zeros(bytes, 0) ? MaskedForms.ZERO_UUID : 0;
            forms |= (bytes.get(6) & 0xF0) == 0x80 ? MaskedForms.HASHED_UUID : 0;
        }
        if ((length == 8 || length == 20) && zeros(bytes, 4)) {
            forms |= MaskedForms.NO_ADDRESS; // behind the family, the bits and the length
        }
        return length > 4 && zeros(bytes, 4) ? forms | MaskedForms.ZEROS : forms; // bits behind their number
    }

    private static boolean zeros(ByteBuffer bytes, int from) {
        for (int i = from; i < bytes.remaining(); i++) {
            if (bytes.get(i) != 0) {
                return false;
            }
        }
        return true;
    }
}
