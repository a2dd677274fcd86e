package dev.gatehouse.gateway.writeback;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.DateTimeException;
import java.time.LocalDate;

/// Which forms of masked values MySQL's binary values have that are no strings ("Binary Protocol Value").
/// Stateless.
final class MysqlBinaryForms {
    private static final int EPOCH_YEAR = 1970;

    private MysqlBinaryForms() {}

    /// @param bytes with the length in front of dates and times
    static int of(int type, ByteBuffer bytes) {
        ByteBuffer value = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        return switch (type) {
            case 1, 2, 3, 8, 9, 13, 244 -> whole(value); // integers, YEAR, BOOL
            case 4 -> value.getFloat(0) == 0 ? MaskedForms.ZERO | MaskedForms.ZERO_DECIMAL : MaskedForms.NONE;
            case 5 -> value.getDouble(0) == 0 ? MaskedForms.ZERO | MaskedForms.ZERO_DECIMAL : MaskedForms.NONE;
            case 7, 10, 12, 14, 17, 18 -> date(value);
            case 11, 19 -> zeros(value, 1) ? MaskedForms.MIDNIGHT : MaskedForms.NONE;
            default -> MaskedForms.ANY; // no type that anybody binds
        };
    }

    private static int whole(ByteBuffer value) {
        if (zeros(value, 0)) {
            return MaskedForms.ZERO | MaskedForms.ZERO_DECIMAL | MaskedForms.FALSE | MaskedForms.ZEROS;
        }
        boolean year = value.remaining() > 1 && value.getShort(0) == EPOCH_YEAR && zeros(value, 2);
        return year ? MaskedForms.YEAR : MaskedForms.NONE;
    }

    /// Shape: `length:int8 year:int16 month:int8 day:int8 [hour:int8 minute:int8 second:int8 [micros:int32]]`.
    private static int date(ByteBuffer value) {
        if (value.remaining() < 5) {
            return MaskedForms.NONE; // 0000-00-00
        }
        try {
            long day =
                    LocalDate.of(value.getShort(1), value.get(3), value.get(4)).toEpochDay();
            boolean timed = value.remaining() >= 8;
            int seconds = timed ? value.get(5) * 3_600 + value.get(6) * 60 + value.get(7) : 0;
            boolean moment = zeros(value, 8) && TextForms.moment(day * 86_400 + seconds);
            return (moment ? MaskedForms.MOMENT : 0) | (day == 0 && seconds == 0 ? MaskedForms.DAY : 0);
        } catch (DateTimeException e) {
            return MaskedForms.NONE; // as 1970-00-00
        }
    }

    private static boolean zeros(ByteBuffer value, int from) {
        for (int i = from; i < value.remaining(); i++) {
            if (value.get(i) != 0) {
                return false;
            }
        }
        return true;
    }
}
