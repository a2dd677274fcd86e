package dev.gatehouse.sql;

import java.util.Arrays;

/// The tokens of one text, in order, without gaps: each begins where the one before it ends, trivia included.
/// Immutable. Kept as parallel arrays, since a text may hold hundreds of thousands.
public final class Tokens implements Lexed {
    private static final TokenKind[] KINDS = TokenKind.values();

    private final String text;
    private final byte[] kinds;
    private final int[] ends;
    private final int size;

    private Tokens(String text, byte[] kinds, int[] ends, int size) {
        this.text = text;
        this.kinds = kinds;
        this.ends = ends;
        this.size = size;
    }

    public String text() {
        return text;
    }

    public int size() {
        return size;
    }

    public TokenKind kind(int index) {
        return KINDS[kinds[index]];
    }

    /// Index of the first character.
    public int start(int index) {
        return index == 0 ? 0 : ends[index - 1];
    }

    /// Index behind the last character.
    public int end(int index) {
        return ends[index];
    }

    public String raw(int index) {
        return text.substring(start(index), ends[index]);
    }

    /// Collects tokens; for lexers. Threads: one.
    public static final class Builder {
        private final String text;
        private byte[] kinds;
        private int[] ends;
        private int size;

        public Builder(String text) {
            this.text = text;
            int guess = Math.max(16, text.length() / 4);
            kinds = new byte[guess];
            ends = new int[guess];
        }

        /// A token from the end of the one before it up to `end`, which must lie behind it.
        public void add(TokenKind kind, int end) {
            if (end <= end()) {
                throw new IllegalArgumentException("a token has at least one character");
            }
            if (size == kinds.length) {
                kinds = Arrays.copyOf(kinds, size * 2);
                ends = Arrays.copyOf(ends, size * 2);
            }
            kinds[size] = (byte) kind.ordinal();
            ends[size++] = end;
        }

        public int size() {
            return size;
        }

        public TokenKind kind(int index) {
            return KINDS[kinds[index]];
        }

        /// Turns the tokens from `index` on into another kind, for what shows its nature only later.
        public void recast(int index, TokenKind kind) {
            kinds[index] = (byte) kind.ordinal();
        }

        public int start(int index) {
            return index == 0 ? 0 : ends[index - 1];
        }

        public int end(int index) {
            return ends[index];
        }

        private int end() {
            return size == 0 ? 0 : ends[size - 1];
        }

        public Tokens build() {
            return new Tokens(text, kinds, ends, size);
        }
    }
}
