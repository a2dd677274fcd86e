package dev.gatehouse.mask;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/// Hides what is found in one binary value of PostgreSQL as it comes; what is in a small one, as [PgBinary] does.
///
/// Shapes as of [PgBinary]. A value of a type that is not built in counts as text if its beginning is. Threads:
/// one.
final class ScannedValue implements ValueStream {
    private static final int GATHERED_BYTES = CellText.WINDOW_BYTES;
    private static final int MOST_DEPTH = 8;

    private enum Way {
        PASSES,
        GATHERED,
        /// Gathered until there is more of it than that; its type says nothing.
        LOOKED_AT,
        /// Its first byte is a version.
        VERSIONED,
        TEXT,
        WALKED
    }

    private final @Nullable Mask[] masks;
    private final ScannedText text;
    private final int depth;
    private final ByteBuf gathered = Unpooled.buffer(0, GATHERED_BYTES + 1);
    private Way way = Way.PASSES;
    private int type;
    private Reading reading = Reading.PLAIN;
    private int found;
    private @Nullable ScannedValue inner;
    private @Nullable WalkedValues values;

    ScannedValue(@Nullable Mask[] masks, ScannedText text, int depth) {
        this.masks = masks;
        this.text = text;
        this.depth = depth;
    }

    /// The kinds found outside of large texts, a bit each.
    int found() {
        return inner == null ? found : found | inner.found();
    }

    @Override
    public boolean begin(int oid, long lengthBytes) {
        type = oid;
        gathered.clear();
        PgType known = PgType.of(oid);
        boolean array = known == PgType.ANYARRAY || known == null && PgType.ofArray(oid) != null;
        if (lengthBytes <= GATHERED_BYTES) {
            way = Way.GATHERED;
        } else if (array || known == PgType.RECORD) {
            way = Way.WALKED;
            if (depth >= MOST_DEPTH) {
                return false;
            }
            values().begin(known == PgType.RECORD);
        } else if (known == null) {
            way = Way.LOOKED_AT;
        } else if (known == PgType.TSVECTOR || known == PgType.TSQUERY) {
            return false;
        } else if (known == PgType.JSONB || known == PgType.JSONPATH) {
            way = Way.VERSIONED;
            reading = known == PgType.JSONB ? Reading.JSON : Reading.CONTAINER;
        } else {
            Reading plain = known == PgType.BYTEA ? Reading.BY_LOOK : PgText.reading(oid);
            way = plain == null ? Way.PASSES : Way.TEXT;
            text.begin(plain == null ? Reading.PLAIN : plain);
        }
        return true;
    }

    private WalkedValues values() {
        WalkedValues walked = values;
        if (walked == null) {
            inner = new ScannedValue(masks, text, depth + 1);
            walked = new WalkedValues(inner);
            values = walked;
        }
        return walked;
    }

    @Override
    public boolean edit(ByteBuf piece, int start, int lengthBytes, ByteBuf out) {
        switch (way) {
            case PASSES -> out.writeBytes(piece, start, lengthBytes);
            case GATHERED -> gathered.writeBytes(piece, start, lengthBytes);
            case LOOKED_AT -> {
                int bytes = Math.min(lengthBytes, GATHERED_BYTES + 1 - gathered.readableBytes());
                gathered.writeBytes(piece, start, bytes);
                return gathered.readableBytes() <= GATHERED_BYTES
                        || lookedAt(out) && edit(piece, start + bytes, lengthBytes - bytes, out);
            }
            case VERSIONED -> {
                int bytes = Math.min(lengthBytes, 1);
                out.writeBytes(piece, start, bytes);
                if (bytes > 0) {
                    way = Way.TEXT;
                    text.begin(reading);
                    text.edit(piece, start + 1, lengthBytes - 1, out);
                }
            }
            case TEXT -> text.edit(piece, start, lengthBytes, out);
            case WALKED -> {
                return values().edit(piece, start, lengthBytes, out);
            }
        }
        return true;
    }

    /// What was gathered is more than is looked at as a whole.
    private boolean lookedAt(ByteBuf out) {
        int bytes = gathered.readableBytes();
        boolean plain = PgBinary.isText(gathered, 0, bytes);
        boolean versioned = !plain && PgBinary.isVersioned(gathered, 0, bytes);
        way = versioned ? Way.VERSIONED : Way.TEXT;
        reading = Reading.CONTAINER;
        text.begin(Reading.BY_LOOK);
        return (plain || versioned) && edit(gathered, 0, bytes, out);
    }

    @Override
    public boolean end(ByteBuf out) {
        return switch (way) {
            case PASSES, VERSIONED -> true;
            case GATHERED, LOOKED_AT -> small(out);
            case TEXT -> {
                text.end(out);
                yield true;
            }
            case WALKED -> values().end();
        };
    }

    private boolean small(ByteBuf out) {
        int bytes = gathered.readableBytes();
        if (bytes == 0) {
            return true;
        }
        CellScan scan = CellScan.begin(gathered, 0, bytes, out, masks);
        boolean whole = PgBinary.hide(scan, type, 0, bytes, depth);
        found |= scan.found();
        if (!scan.isChanged() && whole) {
            out.writeBytes(gathered, 0, bytes);
        }
        scan.release();
        return whole;
    }
}
