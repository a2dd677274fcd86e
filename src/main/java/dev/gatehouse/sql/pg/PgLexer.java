package dev.gatehouse.sql.pg;

import dev.gatehouse.sql.Ascii;
import dev.gatehouse.sql.Lexed;
import dev.gatehouse.sql.Quotation;
import dev.gatehouse.sql.TokenKind;
import dev.gatehouse.sql.Tokens;

/// Cuts a text into tokens exactly as the server's own scanner would ("Lexical Structure").
///
/// Differences, all on the side of refusal: an unfinished string or comment and a number that runs into a name are
/// failures here, as they are errors there. Linear in the length of the text, no recursion. Threads: one.
public final class PgLexer {
    private static final String OPERATOR = "~!@#^&|`?+-*/%<>=";
    private static final String BEYOND_STANDARD = "~!@#^&|`?%";
    private static final String PUNCTUATION = ",()[].;:";

    private final String text;
    private final LexerModes modes;
    private final Tokens.Builder tokens;
    private int at;
    private int runEnd;
    private int lastBeyond;
    private int lastSolid;

    private PgLexer(String text, LexerModes modes) {
        this.text = text;
        this.modes = modes;
        this.tokens = new Tokens.Builder(text);
    }

    public static Lexed lex(String text, LexerModes modes) {
        return new PgLexer(text, modes).run();
    }

    private Lexed run() {
        while (at < text.length()) {
            int start = at;
            String fault = next(text.charAt(at));
            if (!fault.isEmpty()) {
                return new Lexed.Failure(fault, start);
            }
        }
        UnicodeEscapes.mark(text, tokens);
        return tokens.build();
    }

    /// Reads one token; answers what is wrong with it, or nothing.
    private String next(char c) {
        if (space(c)) {
            return blank();
        }
        if (c == '-' && peek(1) == '-') {
            return lineComment();
        }
        if (c == '/' && peek(1) == '*') {
            return blockComment();
        }
        if (c == '\'') {
            return string(at, !modes.standardStrings(), TokenKind.STRING);
        }
        if (c == '"') {
            return quotedName(at);
        }
        if (c == '$') {
            return dollar();
        }
        if (identifierStart(c)) {
            return prefixedOrWord(c);
        }
        if (Ascii.digit(c) || c == '.' && Ascii.digit(peek(1))) {
            int end = PgNumbers.end(text, at, modes.version());
            return end < 0 ? "a number runs into a name" : add(TokenKind.NUMBER, end);
        }
        if (OPERATOR.indexOf(c) >= 0) {
            return add(TokenKind.SYMBOL, operatorEnd());
        }
        if (PUNCTUATION.indexOf(c) >= 0) {
            boolean pair = c == ':' && (peek(1) == ':' || peek(1) == '=') || c == '.' && peek(1) == '.';
            return add(TokenKind.SYMBOL, at + (pair ? 2 : 1));
        }
        return "a character that has no meaning here";
    }

    private String add(TokenKind kind, int end) {
        tokens.add(kind, end);
        at = end;
        return "";
    }

    private int peek(int ahead) {
        return at + ahead < text.length() ? text.charAt(at + ahead) : -1;
    }

    private String blank() {
        int end = at;
        while (end < text.length() && space(text.charAt(end))) {
            end++;
        }
        return add(TokenKind.SPACE, end);
    }

    private String lineComment() {
        return add(TokenKind.COMMENT, lineEnd(at));
    }

    private int lineEnd(int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        return end;
    }

    private String blockComment() {
        int depth = 1;
        int i = at + 2;
        while (i + 1 < text.length()) {
            char c = text.charAt(i);
            char d = text.charAt(i + 1);
            if (c == '/' && d == '*') {
                depth++;
                i += 2;
            } else if (c == '*' && d == '/') {
                i += 2;
                if (--depth == 0) {
                    return add(TokenKind.COMMENT, i);
                }
            } else {
                i++;
            }
        }
        return "a comment is not closed";
    }

    private String prefixedOrWord(char c) {
        if (peek(1) == '\'') {
            switch (c) {
                case 'e', 'E':
                    return string(at + 1, true, TokenKind.STRING);
                case 'b', 'B', 'x', 'X':
                    return string(at + 1, false, TokenKind.BITS);
                case 'n', 'N':
                    return string(at + 1, !modes.standardStrings(), TokenKind.STRING);
                default:
                    break;
            }
        }
        if ((c == 'u' || c == 'U') && peek(1) == '&' && peek(2) == '\'') {
            return modes.standardStrings()
                    ? string(at + 2, false, TokenKind.STRING)
                    : "U& strings need standard_conforming_strings";
        }
        if ((c == 'u' || c == 'U') && peek(1) == '&' && peek(2) == '"') {
            return quotedName(at + 2);
        }
        int end = at + 1;
        while (end < text.length() && identifierPart(text.charAt(end))) {
            end++;
        }
        return add(TokenKind.WORD, end);
    }

    private String quotedName(int quote) {
        int i = quote + 1;
        while (true) {
            i = text.indexOf('"', i);
            if (i < 0) {
                return "a quoted name is not closed";
            }
            if (i + 1 >= text.length() || text.charAt(i + 1) != '"') {
                return i == quote + 1 ? "a quoted name is empty" : add(TokenKind.QUOTED_NAME, i + 1);
            }
            i += 2;
        }
    }

    /// A string and all parts that continue it after white space with a line break.
    private String string(int quote, boolean escapes, TokenKind kind) {
        int i = quote;
        while (true) {
            int end = Quotation.end(text, i, escapes);
            if (end < 0) {
                return "a string is not closed";
            }
            i = continuation(end);
            if (i < 0) {
                return add(kind, end);
            }
        }
    }

    /// Where the string goes on, or -1: only blanks and line comments lie between, and at least one line break.
    private int continuation(int from) {
        int i = from;
        boolean line = false;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == '\'') {
                return line ? i : -1;
            }
            if (c == '-' && i + 1 < text.length() && text.charAt(i + 1) == '-') {
                i = lineEnd(i);
            } else if (space(c)) {
                line |= c == '\n' || c == '\r';
                i++;
            } else {
                return -1;
            }
        }
        return -1;
    }

    private String dollar() {
        if (Ascii.digit(peek(1))) {
            int end = at + 1;
            while (end < text.length() && Ascii.digit(text.charAt(end))) {
                end++;
            }
            boolean junk = end < text.length() && identifierStart(text.charAt(end));
            return junk && modes.version() >= 150_000 ? "a parameter runs into a name" : add(TokenKind.PARAMETER, end);
        }
        int open = at + 1;
        while (open < text.length() && tagPart(text.charAt(open), open == at + 1)) {
            open++;
        }
        if (open >= text.length() || text.charAt(open) != '$') {
            return "a dollar sign that has no meaning here";
        }
        String tag = text.substring(at, open + 1);
        int close = text.indexOf(tag, open + 1);
        return close < 0 ? "a dollar-quoted string is not closed" : add(TokenKind.STRING, close + tag.length());
    }

    /// A comment may begin inside, and `+` or `-` ends an operator only if it has a character beyond the SQL
    /// standard. What holds for a run of such characters is found once for all operators in it.
    private int operatorEnd() {
        if (at >= runEnd) {
            measureRun();
        }
        return lastBeyond >= at ? runEnd : Math.max(at, lastSolid) + 1;
    }

    private void measureRun() {
        lastBeyond = -1;
        lastSolid = -1;
        runEnd = at;
        while (runEnd < text.length()
                && OPERATOR.indexOf(text.charAt(runEnd)) >= 0
                && (runEnd == at || !commentAt(runEnd))) {
            char c = text.charAt(runEnd);
            lastBeyond = BEYOND_STANDARD.indexOf(c) >= 0 ? runEnd : lastBeyond;
            lastSolid = c != '+' && c != '-' ? runEnd : lastSolid;
            runEnd++;
        }
    }

    private boolean commentAt(int i) {
        return text.startsWith("/*", i) || text.startsWith("--", i);
    }

    private static boolean tagPart(char c, boolean first) {
        return identifierStart(c) || !first && Ascii.digit(c);
    }

    static boolean identifierStart(int c) {
        return Ascii.letter(c) || c == '_' || c >= 0x80;
    }

    private static boolean identifierPart(char c) {
        return identifierStart(c) || Ascii.digit(c) || c == '$';
    }

    static boolean space(char c) {
        return c == ' ' || c >= '\t' && c <= '\r';
    }
}
