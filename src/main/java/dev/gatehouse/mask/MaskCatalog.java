package dev.gatehouse.mask;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.detect.SensitiveKind;
import dev.gatehouse.wire.row.CellEdit;
import dev.gatehouse.wire.row.ColumnMeta;

/// Binds masks to columns, for each type of one protocol in text and in binary form.
///
/// Threads: any. What it binds belongs to one session's event loop.
public final class MaskCatalog {
    private final TypeSystem types;
    private final HashKey key;

    public MaskCatalog(TypeSystem types, HashKey key) {
        this.types = types;
        this.key = key;
    }

    /// Whether a mask can be had for a column.
    public sealed interface Bound {
        record Serves(CellEdit edit) implements Bound {}

        /// No value of the column's type is left by the mask; `why` is a sentence for people, without values.
        record CannotServe(String why) implements Bound {}
    }

    /// Masks the whole value: what leaves is a value of the column's type in its format, or NULL. Each cell is
    /// counted as `kind`.
    public Bound whole(ColumnMeta column, Mask mask, SensitiveKind kind, MaskTally tally) {
        return switch (mask) {
            case NULL -> serves(new NullValue(kind, tally), column, kind, tally);
            case REDACT -> serves(redacted(column, kind, tally), column, kind, tally);
            case PARTIAL -> {
                boolean shape = keepsShape(column, kind);
                CellEdit edit = shape ? new PartialValue(kind, tally) : redacted(column, kind, tally);
                yield serves(edit, column, kind, tally);
            }
            case HASH -> hashed(column, kind, tally);
        };
    }

    /// Masks what is found in a cell and nothing else, in the same number of bytes; null when cells of this type
    /// have no text to look at.
    public @Nullable CellEdit scan(ColumnMeta column, KindMasks masks, MaskTally tally) {
        return ScanMask.of(types, column, masks, tally);
    }

    private Bound hashed(ColumnMeta column, SensitiveKind kind, MaskTally tally) {
        Hashing hashing = new Hashing(key, column, kind, tally);
        CellEdit edit =
                switch (types) {
                    case POSTGRESQL -> hashing.ofPostgres();
                    case MYSQL -> hashing.ofMysql();
                };
        return edit == null
                ? new Bound.CannotServe("The type of the column \"" + column.name()
                        + "\" has no hashed values; mask it with redact or null.")
                : serves(edit, column, kind, tally);
    }

    /// By `mask`, also where cells must keep their length, as far as the type has such values.
    private Bound serves(CellEdit mask, ColumnMeta column, SensitiveKind kind, MaskTally tally) {
        SameLength other =
                switch (types) {
                    case POSTGRESQL -> PgSameLength.of(column);
                    case MYSQL -> MysqlSameLength.of(column);
                };
        return new Bound.Serves(new KeepingLength(mask, other, kind, tally));
    }

    /// Of secrets no part is harmless, and of what is not text none makes sense.
    private boolean keepsShape(ColumnMeta column, SensitiveKind kind) {
        boolean secret =
                switch (kind) {
                    case PASSWORD, KEY, TOKEN, SECRET, INTERNAL -> true;
                    case EMAIL, PHONE, CARD, NATIONAL_ID, IBAN, ADDRESS, BIRTH_DATE, NAME -> false;
                };
        return !secret
                && switch (types) {
                    case POSTGRESQL -> isText(PgType.of(column.typeId()));
                    case MYSQL ->
                        MysqlType.of(column) == MysqlType.TEXT
                                && AsciiUnits.ofCollation(column.charset()) == AsciiUnits.ONE_BYTE;
                };
    }

    private static boolean isText(@Nullable PgType type) {
        return type == PgType.TEXT || type == PgType.VARCHAR || type == PgType.BPCHAR || type == PgType.NAME;
    }

    private CellEdit redacted(ColumnMeta column, SensitiveKind kind, MaskTally tally) {
        return switch (types) {
            case POSTGRESQL -> PgRedaction.of(column, kind, tally);
            case MYSQL -> MysqlRedaction.of(column, kind, tally);
        };
    }
}
