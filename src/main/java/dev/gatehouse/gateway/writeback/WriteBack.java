package dev.gatehouse.gateway.writeback;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.regex.Pattern;

import dev.gatehouse.wire.Parameters;

/// Tells values that a mask has made, when they come back: a client that read them masked and writes the whole row
/// would put them in place of the originals. Only forms count here that values do not have by themselves: stars,
/// and what `hash` writes; constants of types are told by [MaskedForms] where they would take a value's place.
/// Stateless.
final class WriteBack {
    /// Two stars that belong to no comment, one behind a single character, or the text of a hash.
    private static final Pattern IN_TEXT =
            Pattern.compile("(?<![/*])\\*{2,}(?![/*])|'[^'*]\\*'|<masked/>|\\bh[a-z0-9]{1,8}_[a-z2-7]{26}\\b");

    /// The same of a value by itself.
    private static final Pattern IN_VALUE =
            Pattern.compile("\\*{2}|^[^*]\\*$|<masked/>|\\bh[a-z0-9]{1,8}_[a-z2-7]{26}\\b", Pattern.DOTALL);

    private static final int HASHED = 26;

    private WriteBack() {}

    /// Whether a literal of the text may be one.
    static boolean isIn(String sql) {
        return IN_TEXT.matcher(sql).find();
    }

    /// Whether one of these values may be one.
    static boolean isIn(List<String> values) {
        return values.stream().anyMatch(value -> IN_VALUE.matcher(value).find());
    }

    /// The same for bound values, which are valid during this call only.
    static boolean isIn(Parameters parameters) {
        if (parameters.count() == 0) {
            return false;
        }
        Seeker seeker = new Seeker();
        parameters.bytes(seeker::look);
        return seeker.found;
    }

    /// Looks through bytes in pieces: lengths and formats between values break every form.
    private static final class Seeker {
        private boolean found;

        void look(ByteBuffer bytes) {
            int stars = 0;
            int letters = 0;
            boolean hash = false;
            for (int i = bytes.position(); i < bytes.limit() && !found; i++) {
                byte b = bytes.get(i);
                stars = b == '*' ? stars + 1 : 0;
                if (b == '_') {
                    hash = isHashHead(bytes, i);
                    letters = 0;
                } else {
                    letters = isBase32(b) ? letters + 1 : 0;
                    hash &= letters > 0;
                }
                found = stars == 2 || hash && letters == HASHED;
            }
        }

        /// `h` and the id of a key in front of `at`.
        private static boolean isHashHead(ByteBuffer bytes, int at) {
            int from = at - 1;
            while (from > bytes.position() && isOfId(bytes.get(from))) {
                from--;
            }
            for (int i = Math.max(from, bytes.position()); i < at - 1; i++) {
                if (bytes.get(i) == 'h') {
                    return true;
                }
            }
            return false;
        }

        private static boolean isOfId(byte b) {
            return b >= 'a' && b <= 'z' || b >= '0' && b <= '9';
        }

        private static boolean isBase32(byte b) {
            return b >= 'a' && b <= 'z' || b >= '2' && b <= '7';
        }
    }
}
