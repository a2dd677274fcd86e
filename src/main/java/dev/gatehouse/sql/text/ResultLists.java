package dev.gatehouse.sql.text;

import java.util.Arrays;
import java.util.Set;

import dev.gatehouse.sql.Ascii;
import dev.gatehouse.sql.TokenKind;
import dev.gatehouse.sql.Tokens;

/// Follows the tokens of a text to tell which stand in a list of results, or in a window for one. Says so too often
/// rather than too rarely: a list ends at the FROM of its own SELECT only, and everything within its parentheses
/// belongs to it.
final class ResultLists {
    private static final Set<String> BEGIN = Set.of("select", "values", "value", "returning", "window");

    private final Tokens tokens;
    private boolean[] listed = new boolean[16];
    private boolean[] within = new boolean[16];
    private int depth;
    private String before = "";

    ResultLists(Tokens tokens) {
        this.tokens = tokens;
    }

    /// Takes the next token, and says whether it stands in a list.
    boolean next(int token) {
        TokenKind kind = tokens.kind(token);
        if (kind == TokenKind.WORD) {
            word(Ascii.lower(tokens.raw(token)));
        } else if (kind == TokenKind.SYMBOL) {
            symbol(tokens.raw(token));
        }
        return listed[depth];
    }

    /// `IS DISTINCT FROM` compares.
    private void word(String word) {
        if (BEGIN.contains(word)) {
            listed[depth] = true;
        } else if (word.equals("from") && !before.equals("distinct")) {
            listed[depth] = within[depth];
        }
        before = word;
    }

    private void symbol(String symbol) {
        if (symbol.equals("(")) {
            push(listed[depth]);
        } else if (symbol.equals(")")) {
            depth = Math.max(0, depth - 1);
        } else if (symbol.equals(";")) {
            depth = 0;
            listed[0] = false;
        }
        before = symbol;
    }

    private void push(boolean inList) {
        if (++depth == listed.length) {
            listed = Arrays.copyOf(listed, 2 * depth);
            within = Arrays.copyOf(within, 2 * depth);
        }
        listed[depth] = inList;
        within[depth] = inList;
    }
}
