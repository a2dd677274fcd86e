package dev.gatehouse.sql.mysql;

import dev.gatehouse.sql.Ascii;
import dev.gatehouse.sql.Lexed;
import dev.gatehouse.sql.Quotation;
import dev.gatehouse.sql.TokenKind;
import dev.gatehouse.sql.Tokens;

/// Cuts a text into tokens as MySQL or MariaDB of the given version would ("Language Structure", "Comments").
///
/// An executable comment that this server executes appears as two [TokenKind#MARK]s with ordinary tokens between
/// them; one that it skips is a [TokenKind#COMMENT]. Linear, no recursion. Threads: one.
public final class MysqlLexer {
    /// Longest first.
    private static final String[] OPERATORS = {
        "->>", "<=>", ":=", "<=", ">=", "<>", "!=", "<<", ">>", "&&", "||", "->", "@@", "\\N"
    };

    private static final String SINGLE = "()[]{},;:.+-*/%^~!&|=<>@";

    private final String text;
    private final LexerModes modes;
    private final Tokens.Builder tokens;
    private int at;
    private boolean inExecutable;
    private TokenKind last = TokenKind.SPACE;

    private MysqlLexer(String text, LexerModes modes) {
        this.text = text;
        this.modes = modes;
        this.tokens = new Tokens.Builder(text);
    }

    public static Lexed lex(String text, LexerModes modes) {
        return new MysqlLexer(text, modes).run();
    }

    private Lexed run() {
        while (at < text.length()) {
            int start = at;
            String fault = next(text.charAt(at));
            if (!fault.isEmpty()) {
                return new Lexed.Failure(fault, start);
            }
        }
        return inExecutable ? new Lexed.Failure("an executable comment is not closed", at) : tokens.build();
    }

    private String next(char c) {
        if (space(c)) {
            return blank();
        }
        if (c == '#' || c == '-' && peek(1) == '-' && (peek(2) <= ' ' || peek(2) == 0x7f)) {
            int end = text.indexOf('\n', at);
            return add(TokenKind.COMMENT, end < 0 ? text.length() : end);
        }
        if (c == '/' && peek(1) == '*') {
            return comment();
        }
        if (c == '*' && peek(1) == '/' && inExecutable) {
            inExecutable = false;
            return add(TokenKind.MARK, at + 2);
        }
        return switch (c) {
            case '\'' -> quoted(at, TokenKind.STRING);
            case '"' -> quoted(at, modes.ansiQuotes() ? TokenKind.QUOTED_NAME : TokenKind.STRING);
            case '`' -> quoted(at, TokenKind.QUOTED_NAME);
            case '?' -> add(TokenKind.PARAMETER, at + 1);
            case '@' -> variable();
            default -> word(c);
        };
    }

    private String word(char c) {
        if (Ascii.digit(c)) {
            return number();
        }
        if (identifier(c)) {
            return prefixedOrWord(c);
        }
        if (c == '.' && Ascii.digit(peek(1))) {
            return real(at + 1);
        }
        if (c == '.' && !last.named() && text.charAt(Math.max(0, at - 1)) != '*') {
            return "a dot with no name in front"; // MariaDB takes FROM .t for FROM t
        }
        for (String operator : OPERATORS) {
            if (text.startsWith(operator, at)) {
                return add(TokenKind.SYMBOL, at + operator.length());
            }
        }
        if (c == ';') {
            inExecutable = false; // the server begins the next statement afresh
        }
        return SINGLE.indexOf(c) < 0 ? "a character that has no meaning here" : add(TokenKind.SYMBOL, at + 1);
    }

    private String add(TokenKind kind, int end) {
        tokens.add(kind, end);
        last = kind;
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

    private String comment() {
        ExecutableComments.Verdict verdict = ExecutableComments.judge(text, at, modes);
        return switch (verdict) {
            case ExecutableComments.Expand(int from) -> {
                inExecutable = true;
                yield add(TokenKind.MARK, from);
            }
            case ExecutableComments.Skip(int end, boolean hint) -> add(hint ? TokenKind.HINT : TokenKind.COMMENT, end);
            case ExecutableComments.Unclear(String why) -> why;
        };
    }

    private String quoted(int quote, TokenKind kind) {
        int end = Quotation.end(text, quote, kind == TokenKind.STRING && modes.backslashes());
        return end < 0 ? "a quotation is not closed" : add(kind, end);
    }

    private String variable() {
        if (peek(1) == '@') {
            return add(TokenKind.SYMBOL, at + 2);
        }
        int end = at + 1;
        while (end < text.length() && hostPart(text.charAt(end))) {
            end++;
        }
        if (end > at + 1) {
            return add(TokenKind.VARIABLE, end);
        }
        if (peek(1) == '\'' || peek(1) == '"' || peek(1) == '`') {
            int close = Quotation.end(
                    text, at + 1, peek(1) != '`' && modes.backslashes() && !(peek(1) == '"' && modes.ansiQuotes()));
            return close < 0 ? "a quotation is not closed" : add(TokenKind.VARIABLE, close);
        }
        return add(TokenKind.SYMBOL, at + 1);
    }

    private String prefixedOrWord(char c) {
        if (peek(1) == '\'') {
            switch (c) {
                case 'x', 'X', 'b', 'B':
                    return bits(c | 0x20);
                case 'n', 'N':
                    return quoted(at + 1, TokenKind.STRING);
                default:
                    break;
            }
        }
        if (c == '$' && !modes.mariadb()) {
            return "a word that begins with a dollar sign";
        }
        return name();
    }

    /// `x'…'` has pairs of hexadecimal digits, `b'…'` zeros and ones; anything else is an error on the server too.
    private String bits(int base) {
        int i = at + 2;
        while (i < text.length() && (base == 'x' ? Ascii.hexDigit(text.charAt(i)) : (text.charAt(i) & 0xfffe) == '0')) {
            i++;
        }
        boolean wrong = i >= text.length() || text.charAt(i) != '\'' || base == 'x' && (i - at) % 2 != 0;
        return wrong ? "a wrong bit string" : add(TokenKind.BITS, i + 1);
    }

    /// A name; what follows a dot directly behind it is a name as well, even if it looks like a number or a key
    /// word.
    private String name() {
        int end = nameEnd(at);
        add(TokenKind.WORD, end);
        while (peek(0) == '.' && peek(1) >= 0 && identifier((char) peek(1))) {
            add(TokenKind.SYMBOL, at + 1);
            add(TokenKind.WORD, nameEnd(at));
        }
        return "";
    }

    private int nameEnd(int from) {
        int end = from;
        while (end < text.length() && identifier(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private String number() {
        int based = based();
        if (based > 0) {
            return add(TokenKind.BITS, based);
        }
        int end = digits(at);
        boolean prefix = based < 0; // 0x or 0b without fitting digits: a name
        if (!prefix && (end >= text.length() || !identifier(text.charAt(end)))) {
            return end < text.length() && text.charAt(end) == '.' ? real(end + 1) : add(TokenKind.NUMBER, end);
        }
        if (!prefix && (text.charAt(end) | 0x20) == 'e') {
            int exponent = exponent(end);
            if (exponent > end) {
                return add(TokenKind.NUMBER, exponent);
            }
        }
        return name();
    }

    private String real(int from) {
        int end = digits(from);
        if (end < text.length() && (text.charAt(end) | 0x20) == 'e') {
            int exponent = exponent(end);
            return exponent == end ? "a number without its exponent" : add(TokenKind.NUMBER, exponent);
        }
        return add(TokenKind.NUMBER, end);
    }

    private int exponent(int e) {
        int i = e + 1;
        if (i < text.length() && (text.charAt(i) == '+' || text.charAt(i) == '-')) {
            i++;
        }
        int end = digits(i);
        return end == i ? e : end;
    }

    private int digits(int from) {
        int i = from;
        while (i < text.length() && Ascii.digit(text.charAt(i))) {
            i++;
        }
        return i;
    }

    /// The end of `0x1f` or `0b01`; 0 when it is neither, -1 when it begins so and is a name.
    private int based() {
        if (text.charAt(at) != '0' || peek(1) != 'x' && peek(1) != 'b') {
            return 0;
        }
        int i = at + 2;
        while (i < text.length()
                && (peek(1) == 'x' ? Ascii.hexDigit(text.charAt(i)) : (text.charAt(i) & 0xfffe) == '0')) {
            i++;
        }
        boolean number = i > at + 2 && (i >= text.length() || !identifier(text.charAt(i)));
        return number ? i : -1;
    }

    /// The no-break space is none: a server takes it for a space when the text is latin1.
    static boolean identifier(char c) {
        return Ascii.letter(c) || Ascii.digit(c) || c == '_' || c == '$' || c >= 0x80 && c != 0xa0;
    }

    private static boolean hostPart(char c) {
        return Ascii.letter(c) || Ascii.digit(c) || c == '.' || c == '_' || c == '$';
    }

    static boolean space(char c) {
        return c == ' ' || c >= '\t' && c <= '\r';
    }
}
