package dev.gatehouse.sql.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import dev.gatehouse.sql.Ascii;
import dev.gatehouse.sql.Overwrite.Value;
import dev.gatehouse.sql.Statement;
import dev.gatehouse.sql.TokenKind;

/// The constants and parameters of one statement, and its names, by their tokens.
///
/// @param parameters for each token of the text, how many parameters stand before it
record Constants(Statement s, TextModes modes, int[] parameters) {
    private static final Set<String> WORDS = Set.of("true", "false");

    /// Those in `[from, to)` that may become a value: not what a CASE asks for.
    List<Value> in(int from, int to) {
        List<Value> values = new ArrayList<>();
        boolean condition = false;
        for (int i = from; i < to; i++) {
            if (s.isAny(i, "when", "then")) {
                condition = s.is(i, "when");
            }
            if (!condition) {
                add(i, values);
            }
        }
        return values;
    }

    void add(int i, List<Value> into) {
        switch (s.kind(i)) {
            case STRING -> into.add(new Value.Constant(modes.value(s.tokens(), s.token(i))));
            case NUMBER -> into.add(new Value.Constant(s.raw(i)));
            case BITS -> into.add(new Value.Constant(bits(s.raw(i))));
            case PARAMETER -> into.add(new Value.Parameter(parameter(i)));
            case WORD -> {
                if (s.is(i, "null") && !s.isAny(i - 1, "is", "not")) {
                    into.add(new Value.Null());
                } else if (WORDS.contains(s.at(i))) {
                    into.add(new Value.Constant(s.at(i)));
                }
            }
            case SYMBOL -> {
                if (s.is(i, "[") && s.is(i + 1, "]")) {
                    into.add(new Value.Constant("{}")); // ARRAY[]
                }
            }
            case SPACE, COMMENT, HINT, MARK, QUOTED_NAME, VARIABLE -> {
                // no constant
            }
        }
    }

    /// `$1`, or `?` by its place.
    private int parameter(int i) {
        String raw = s.raw(i);
        int number = 0;
        for (int at = 1; at < raw.length(); at++) {
            number = Math.min(number, 100_000) * 10 + raw.charAt(at) - '0';
        }
        return raw.length() > 1 ? number - 1 : parameters[s.token(i)];
    }

    /// What stands between the quotes, or behind `0x`.
    private static String bits(String raw) {
        int quote = raw.indexOf('\'');
        return quote < 0 ? raw.substring(2) : raw.substring(quote + 1, raw.length() - 1);
    }

    /// The name at `i` in lower case, without quotes.
    String name(int i) {
        String raw = s.raw(i);
        if (s.kind(i) == TokenKind.QUOTED_NAME) {
            int last = raw.length() - 1;
            raw = raw.substring(raw.indexOf(raw.charAt(last)) + 1, last);
        }
        return Ascii.lower(raw);
    }
}
