package dev.gatehouse.mask;

import java.nio.charset.StandardCharsets;

import io.netty.buffer.ByteBuf;

import dev.gatehouse.detect.SensitiveKind;
import dev.gatehouse.wire.row.CellEdit;

/// Leaves `h`, the key's id, `_` and 26 characters of base 32 (130 bits); of a text that is a UUID another UUID.
///
/// The canonical form is the text as it came, so that beyond ASCII two texts are equal where their charsets are.
/// Cells of any length are read piece by piece.
final class HashText implements CellEdit {
    private static final byte[] BASE_32 = "abcdefghijklmnopqrstuvwxyz234567".getBytes(StandardCharsets.US_ASCII);
    private static final int CHARACTERS = 26;
    private static final int PIECE_BYTES = 1024;

    /// What a text is inside of.
    enum Form {
        PLAIN,
        /// Padded with blanks that do not count.
        PADDED,
        /// A JSON document; what is left is a JSON string.
        JSON,
        /// The same behind a byte for the version.
        JSONB
    }

    private final KeyedHash hash;
    private final Form form;
    private final HashUuid uuid;
    private final byte[] head;
    private final SensitiveKind kind;
    private final MaskTally tally;
    private final byte[] piece = new byte[PIECE_BYTES];

    HashText(HashKey key, Form form, SensitiveKind kind, MaskTally tally) {
        this.hash = new KeyedHash(key);
        this.form = form;
        this.uuid = new HashUuid(hash, false, kind, tally);
        this.head = ("h" + key.id() + "_").getBytes(StandardCharsets.US_ASCII);
        this.kind = kind;
        this.tally = tally;
    }

    @Override
    public int edit(ByteBuf row, int start, int lengthBytes, ByteBuf out) {
        tally.count(kind);
        int before = out.writerIndex();
        switch (form) {
            case PLAIN -> value(row, start, lengthBytes, out);
            case PADDED -> value(row, start, unpadded(row, start, lengthBytes), out);
            case JSON -> quoted(row, start, lengthBytes, out);
            case JSONB -> {
                if (lengthBytes == 0) {
                    return NULL;
                }
                out.writeByte(row.getByte(start));
                quoted(row, start + 1, lengthBytes - 1, out);
            }
        }
        return out.writerIndex() - before;
    }

    private void quoted(ByteBuf row, int start, int lengthBytes, ByteBuf out) {
        out.writeByte('"');
        value(row, start, lengthBytes, out);
        out.writeByte('"');
    }

    private void value(ByteBuf row, int start, int lengthBytes, ByteBuf out) {
        if (uuid.read(row, start, lengthBytes)) {
            uuid.write(out);
            return;
        }
        hash.begin(KeyedHash.TEXT);
        for (int done = 0; done < lengthBytes; done += PIECE_BYTES) {
            int bytes = Math.min(PIECE_BYTES, lengthBytes - done);
            row.getBytes(start + done, piece, 0, bytes);
            hash.add(piece, 0, bytes);
        }
        byte[] digest = hash.end();
        out.writeBytes(head);
        for (int i = 0; i < CHARACTERS; i++) {
            out.writeByte(BASE_32[fiveBits(digest, i * 5)]);
        }
    }

    private static int fiveBits(byte[] digest, int bit) {
        int two = (digest[bit / 8] & 0xFF) << 8 | digest[bit / 8 + 1] & 0xFF;
        return two >> 11 - bit % 8 & 0x1F;
    }

    private static int unpadded(ByteBuf row, int start, int lengthBytes) {
        int length = lengthBytes;
        while (length > 0 && row.getByte(start + length - 1) == ' ') {
            length--;
        }
        return length;
    }
}
