package dev.gatehouse.mask;

import io.netty.buffer.ByteBuf;

import dev.gatehouse.detect.SensitiveKind;
import dev.gatehouse.wire.row.CellEdit;

/// Leaves another UUID, of version 8: RFC 9562's for bits that have no meaning to others.
///
/// Shape: 16 bytes, or 36 characters with dashes in any case. Its canonical form are the 16 bytes.
final class HashUuid implements CellEdit {
    static final int TEXT_BYTES = 36;
    private static final int BINARY_BYTES = 16;

    private final KeyedHash hash;
    private final boolean binary;
    private final SensitiveKind kind;
    private final MaskTally tally;
    private final byte[] value = new byte[BINARY_BYTES];

    HashUuid(KeyedHash hash, boolean binary, SensitiveKind kind, MaskTally tally) {
        this.hash = hash;
        this.binary = binary;
        this.kind = kind;
        this.tally = tally;
    }

    @Override
    public int edit(ByteBuf row, int start, int lengthBytes, ByteBuf out) {
        if (binary && lengthBytes == BINARY_BYTES) {
            row.getBytes(start, value, 0, BINARY_BYTES);
        } else if (binary || !read(row, start, lengthBytes)) {
            tally.count(kind);
            return NULL;
        }
        tally.count(kind);
        return write(out);
    }

    /// Takes the text of a UUID; false, and nothing happens, when it is not one.
    boolean read(ByteBuf row, int start, int lengthBytes) {
        if (lengthBytes != TEXT_BYTES) {
            return false;
        }
        int at = start;
        for (int i = 0; i < BINARY_BYTES; i++) {
            if ((i == 4 || i == 6 || i == 8 || i == 10) && row.getByte(at++) != '-') {
                return false;
            }
            int high = Character.digit(row.getByte(at), 16);
            int low = Character.digit(row.getByte(at + 1), 16);
            if (high < 0 || low < 0) {
                return false;
            }
            value[i] = (byte) (high << 4 | low);
            at += 2;
        }
        return true;
    }

    /// Writes the hash of what was read.
    int write(ByteBuf out) {
        hash.begin(KeyedHash.UUID);
        hash.add(value, 0, BINARY_BYTES);
        byte[] digest = hash.end();
        digest[6] = (byte) (digest[6] & 0x0F | 0x80);
        digest[8] = (byte) (digest[8] & 0x3F | 0x80);
        if (binary) {
            out.writeBytes(digest, 0, BINARY_BYTES);
            return BINARY_BYTES;
        }
        for (int i = 0; i < BINARY_BYTES; i++) {
            if (i == 4 || i == 6 || i == 8 || i == 10) {
                out.writeByte('-');
            }
            out.writeByte(Character.forDigit(digest[i] >> 4 & 0xF, 16));
            out.writeByte(Character.forDigit(digest[i] & 0xF, 16));
        }
        return TEXT_BYTES;
    }
}
