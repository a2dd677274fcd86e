package dev.gatehouse.sql.pg;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import dev.gatehouse.sql.Ascii;
import dev.gatehouse.sql.CopyOptions;
import dev.gatehouse.sql.Statement;
import dev.gatehouse.sql.TokenKind;

/// Reads the options of COPY … TO in both syntaxes: a list in parentheses, or words side by side as before
/// PostgreSQL 9.0 (and `USING DELIMITERS`, as before 7.3). What is given twice, is not known, or has a value of
/// another form is not understood: the server may refuse it, or know better.
final class PgCopyOptions {
    private static final Set<String> VALUED = Set.of("delimiter", "null", "quote", "escape", "encoding");
    private static final Set<String> UTF8 = Set.of("utf8", "utf-8", "unicode");

    private final Statement s;
    private final LexerModes modes;
    private final Map<String, String> given = new HashMap<>();
    private boolean understood = true;

    PgCopyOptions(Statement statement, LexerModes modes) {
        this.s = statement;
        this.modes = modes;
    }

    /// @param from what stands behind STDOUT
    /// @param binary whether the word stands in front of the table
    CopyOptions read(int from, boolean binary) {
        if (binary) {
            give("format", "binary");
        }
        int i = from;
        if (s.is(i, "using") && s.is(i + 1, "delimiters") || s.is(i, "delimiters")) {
            i += s.is(i, "using") ? 2 : 1;
            give("delimiter", text(i));
            i++;
        }
        i = s.is(i, "with") ? i + 1 : i;
        if (s.is(i, "(")) {
            listed(i + 1, s.match(i));
            understood &= s.match(i) + 1 == s.size();
        } else {
            words(i);
        }
        return understood ? options() : CopyOptions.UNKNOWN;
    }

    private void listed(int from, int to) {
        int i = from;
        while (i < to) {
            int comma = s.find(i, to, ",");
            int end = comma < 0 ? to : comma;
            if (!s.kind(i).named()) {
                understood = false;
                return;
            }
            option(PgDialect.INSTANCE.name(s, i), i + 1, end);
            i = end + 1;
        }
    }

    private void option(String name, int value, int end) {
        boolean one = value + 1 == end;
        switch (name) {
            case "format", "delimiter", "null", "quote", "escape", "encoding" -> {
                understood &= one;
                give(name, value(value));
            }
            case "header" -> give(name, value == end ? "true" : one ? Ascii.lower(value(value)) : "?");
            case "force_quote" ->
                understood &= one && s.is(value, "*") || s.is(value, "(") && s.match(value) == end - 1;
            default -> understood = false;
        }
    }

    private void words(int from) {
        int i = from;
        while (i < s.size() && understood) {
            String word = s.at(i);
            if (VALUED.contains(word)) {
                i += s.is(i + 1, "as") && !word.equals("encoding") ? 2 : 1;
                give(word, text(i));
                i++;
            } else if (s.isAny(i, "csv", "binary")) {
                give("format", word);
                i++;
            } else if (word.equals("header")) {
                give("header", "true");
                i++;
            } else if (word.equals("force") && s.is(i + 1, "quote")) {
                i = forced(i + 2);
            } else {
                understood = false;
            }
        }
    }

    /// The index behind `*` or a list of columns.
    private int forced(int from) {
        if (s.is(from, "*")) {
            return from + 1;
        }
        int i = from;
        understood &= s.kind(i).named();
        while (s.kind(i).named() && s.is(i + 1, ",")) {
            i += 2;
        }
        understood &= s.kind(i).named();
        return i + 1;
    }

    private void give(String option, String value) {
        understood &= given.put(option, value) == null;
    }

    private String text(int i) {
        understood &= s.kind(i) == TokenKind.STRING;
        return understood ? PgText.value(s.tokens(), s.token(i), modes) : "";
    }

    /// A string, or a word that stands for itself.
    private String value(int i) {
        return switch (s.kind(i)) {
            case STRING -> text(i);
            case WORD, QUOTED_NAME -> PgDialect.INSTANCE.name(s, i);
            case NUMBER -> s.raw(i);
            case SPACE, COMMENT, HINT, MARK, BITS, PARAMETER, VARIABLE, SYMBOL -> {
                understood = false;
                yield "";
            }
        };
    }

    private CopyOptions options() {
        if (!UTF8.contains(Ascii.lower(given.getOrDefault("encoding", "utf8")))) {
            return CopyOptions.UNKNOWN;
        }
        return switch (given.getOrDefault("format", "text")) {
            case "text" -> lines(CopyOptions.Form.TEXT, "\t", "\\N");
            case "csv" -> lines(CopyOptions.Form.CSV, ",", "");
            case "binary" -> lines(CopyOptions.Form.BINARY, "\t", "");
            default -> CopyOptions.UNKNOWN;
        };
    }

    private CopyOptions lines(CopyOptions.Form form, String plainDelimiter, String plainNull) {
        String quote = given.getOrDefault("quote", "\"");
        String delimiter = given.getOrDefault("delimiter", plainDelimiter);
        String escape = given.getOrDefault("escape", quote);
        String nullText = given.getOrDefault("null", plainNull);
        String header = given.getOrDefault("header", "false");
        boolean plain = isByte(delimiter)
                && isByte(quote)
                && isByte(escape)
                && nullText.indexOf('\n') < 0
                && nullText.indexOf('\r') < 0
                && Set.of("true", "on", "1", "false", "off", "0").contains(header);
        return plain
                ? new CopyOptions(
                        form,
                        delimiter.charAt(0),
                        nullText,
                        quote.charAt(0),
                        escape.charAt(0),
                        Set.of("true", "on", "1").contains(header),
                        true)
                : CopyOptions.UNKNOWN;
    }

    private static boolean isByte(String text) {
        return text.length() == 1 && text.charAt(0) > 0 && text.charAt(0) < 0x80;
    }
}
