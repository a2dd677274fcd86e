package dev.gatehouse.detect;

/// A post-office box: `PO Box 123`, `P.O. Box 123`, `Postfach 123`, and that of soldiers: `APO AP 96204`.
final class PostBox {
    private PostBox() {}

    /// @param at the first digit of a number
    /// @return where the box begins, or -1
    static int start(byte[] text, int first, int at) {
        if (at - first < 4 || text[at - 1] != ' ') {
            return -1;
        }
        boolean military = at - 7 >= first
                && text[at - 3] == 'A'
                && text[at - 4] == ' '
                && text[at - 5] == 'O'
                && text[at - 6] == 'P'
                && ByteClass.is(text[at - 7], ByteClass.UPPER);
        if (military) {
            return at - 7;
        }
        int start = StreetAddress.wordStart(text, first, at - 1);
        int length = at - 1 - start;
        if (length == 8 && same(text, start, "postfach")) {
            return start;
        }
        if (length != 3 || !same(text, start, "box")) {
            return -1;
        }
        int position = start;
        int letters = 0;
        while (position > first && letters < 2) {
            byte b = text[position - 1];
            boolean letter = ByteClass.lower(b) == (letters == 0 ? 'o' : 'p');
            if (!letter && b != '.' && b != ' ') {
                return -1;
            }
            letters += letter ? 1 : 0;
            position--;
        }
        return letters == 2 ? position : -1;
    }

    private static boolean same(byte[] text, int start, String word) {
        for (int i = 0; i < word.length(); i++) {
            if (ByteClass.lower(text[start + i]) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
