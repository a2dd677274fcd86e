package dev.gatehouse.mask;

/// Reads XML and HTML: what stands between tags and in attributes may be hidden, markup stays.
///
/// A reference (`&amp;`, `&#64;`) is one character, hidden as a whole or not at all.
final class MarkupText {
    private static final int CONTENT = 0;
    private static final int TAG = 1;
    private static final int DOUBLE_QUOTED = 2;
    private static final int SINGLE_QUOTED = 3;
    private static final int COMMENT = 4;
    private static final int CDATA = 5;

    private static final String COMMENT_START = "<!--";
    private static final String CDATA_START = "<![CDATA[";
    private static final int LONGEST_REFERENCE = 10;

    private MarkupText() {}

    static void read(CellText cell, int rawBytes, int start, boolean last) {
        byte[] raw = cell.raw();
        cell.begin(rawBytes);
        int state = start;
        int at = 0;
        while (at < rawBytes) {
            int ahead = state == CONTENT && raw[at] == '<' ? CDATA_START.length() : LONGEST_REFERENCE;
            if ((raw[at] == '<' || raw[at] == '&') && rawBytes - at < ahead && !last) {
                break;
            }
            if (raw[at] == '&' && (state == CONTENT || state == DOUBLE_QUOTED || state == SINGLE_QUOTED)) {
                at = reference(cell, raw, at, rawBytes, state);
                continue;
            }
            int next = next(raw, at, rawBytes, state);
            boolean markup = next != state;
            cell.add(raw[at], at, markup ? Fill.KEEP : fill(raw[at], state), state);
            at++;
            state = next;
        }
        cell.end(at, state);
    }

    private static int next(byte[] raw, int at, int rawBytes, int state) {
        byte character = raw[at];
        return switch (state) {
            case CONTENT -> character == '<' ? opened(raw, at, rawBytes) : CONTENT;
            case TAG ->
                character == '>' ? CONTENT : character == '"' ? DOUBLE_QUOTED : character == '\'' ? SINGLE_QUOTED : TAG;
            case DOUBLE_QUOTED -> character == '"' ? TAG : DOUBLE_QUOTED;
            case SINGLE_QUOTED -> character == '\'' ? TAG : SINGLE_QUOTED;
            case COMMENT -> closes(raw, at, '-') ? CONTENT : COMMENT;
            default -> closes(raw, at, ']') ? CONTENT : CDATA;
        };
    }

    private static int opened(byte[] raw, int at, int rawBytes) {
        if (startsWith(raw, at, rawBytes, COMMENT_START)) {
            return COMMENT;
        }
        return startsWith(raw, at, rawBytes, CDATA_START) ? CDATA : TAG;
    }

    private static boolean closes(byte[] raw, int at, char twice) {
        return raw[at] == '>' && at >= 2 && raw[at - 1] == twice && raw[at - 2] == twice;
    }

    private static boolean startsWith(byte[] raw, int at, int rawBytes, String mark) {
        if (rawBytes - at < mark.length()) {
            return false;
        }
        for (int i = 0; i < mark.length(); i++) {
            if (raw[at + i] != mark.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static Fill fill(byte character, int state) {
        return switch (state) {
            case TAG ->
                switch (character) {
                    case '=', '/', '?', '!', ':', '[', ']', ' ', '\t', '\n', '\r' -> Fill.KEEP;
                    default -> Fill.LETTER;
                };
            case COMMENT, CDATA ->
                switch (character) {
                    case '-', '>', '[', ']', '!' -> Fill.KEEP;
                    default -> Fill.STAR;
                };
            default -> Fill.STAR;
        };
    }

    private static int reference(CellText cell, byte[] raw, int at, int rawBytes, int state) {
        int end = at + 1;
        int most = Math.min(rawBytes, at + LONGEST_REFERENCE);
        while (end < most && raw[end] != ';') {
            end++;
        }
        if (end == most) { // a lone one, as HTML has them
            cell.add('&', at, Fill.STAR, state);
            return at + 1;
        }
        cell.addCodePoint(character(raw, at + 1, end), at, end + 1, Fill.STAR, state);
        return end + 1;
    }

    private static int character(byte[] raw, int from, int to) {
        if (raw[from] != '#') {
            return switch (to - from) {
                case 2 -> raw[from] == 'l' ? '<' : '>';
                case 3 -> '&';
                default -> raw[from] == 'a' ? '\'' : raw[from] == 'q' ? '"' : '?';
            };
        }
        int radix = to - from > 1 && raw[from + 1] == 'x' ? 16 : 10;
        int point = 0;
        for (int i = from + (radix == 16 ? 2 : 1); i < to; i++) {
            int digit = Character.digit(raw[i], radix);
            point = digit < 0 || point > 0xFFF ? '?' : point * radix + digit;
        }
        return point;
    }
}
