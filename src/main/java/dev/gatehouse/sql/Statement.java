package dev.gatehouse.sql;

import java.util.Arrays;

/// One statement of a text: its tokens without trivia, addressed from 0.
///
/// [#at] gives for a word its lower-case form (ASCII), for a symbol the symbol, and for everything else `""`, so
/// that readers can switch over it. Reading behind the end gives `""`, never an error. Threads: one.
public final class Statement {
    private final Tokens tokens;
    private final int[] significant;
    private final String[] at;
    private final int[] match;
    private final int size;

    /// @param match for each parenthesis the index of its partner, within this statement
    Statement(Tokens tokens, int[] significant, int[] match) {
        this.tokens = tokens;
        this.significant = significant;
        this.match = match;
        this.size = significant.length;
        this.at = new String[size];
    }

    public Tokens tokens() {
        return tokens;
    }

    public int size() {
        return size;
    }

    public TokenKind kind(int index) {
        return index < 0 || index >= size ? TokenKind.SPACE : tokens.kind(significant[index]);
    }

    public String at(int index) {
        if (index < 0 || index >= size) {
            return "";
        }
        String known = at[index];
        if (known == null) {
            known = read(index);
            at[index] = known;
        }
        return known;
    }

    private String read(int index) {
        int token = significant[index];
        return switch (tokens.kind(token)) {
            case WORD -> lower(tokens.text(), tokens.start(token), tokens.end(token));
            case SYMBOL -> symbol(tokens, token);
            case SPACE, COMMENT, HINT, MARK, QUOTED_NAME, STRING, BITS, NUMBER, PARAMETER, VARIABLE -> "";
        };
    }

    private static String symbol(Tokens tokens, int token) {
        return tokens.end(token) - tokens.start(token) == 1
                ? Ascii.SINGLE[tokens.text().charAt(tokens.start(token)) & 0x7f]
                : tokens.raw(token);
    }

    private static String lower(String text, int from, int to) {
        return Ascii.lower(text.substring(from, to));
    }

    public boolean is(int index, String word) {
        return at(index).equals(word);
    }

    public boolean isAny(int index, String... words) {
        return Arrays.asList(words).contains(at(index));
    }

    /// The token as it stands in the text.
    public String raw(int index) {
        return index < 0 || index >= size ? "" : tokens.raw(significant[index]);
    }

    /// The index of this token among all tokens of the text.
    public int token(int index) {
        return significant[index];
    }

    /// For a parenthesis, bracket or brace the index of its partner; for anything else the index itself.
    public int match(int index) {
        return index < 0 || index >= size ? index : match[index];
    }

    /// How deep parentheses are nested in `[from, to)`.
    public int depth(int from, int to) {
        int depth = 0;
        int deepest = 0;
        for (int i = from; i < to; i++) {
            if (match[i] > i) {
                deepest = Math.max(deepest, ++depth);
            } else if (match[i] < i) {
                depth--;
            }
        }
        return deepest;
    }

    /// The first of these words in `[from, to)` that is not inside parentheses opened there, or -1.
    public int find(int from, int to, String... words) {
        for (int i = from; i < to; i++) {
            if (isAny(i, words)) {
                return i;
            }
            if (is(i, "(")) {
                i = Math.min(match(i), to);
            }
        }
        return -1;
    }

    /// Whether this word stands anywhere in `[from, to)`.
    public boolean contains(int from, int to, String word) {
        for (int i = from; i < to; i++) {
            if (is(i, word)) {
                return true;
            }
        }
        return false;
    }
}
