package dev.gatehouse.sql;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Cuts a text into its statements at the semicolons that stand outside parentheses. Iterative: depth costs no
/// stack.
public final class StatementSplitter {
    private final Tokens tokens;
    private final int depthLimit;
    private final List<Statement> statements = new ArrayList<>();
    private int[] significant = new int[64];
    private int[] match = new int[64];
    private int[] open = new int[32];
    private int size;
    private int depth;

    private StatementSplitter(Tokens tokens, int depthLimit) {
        this.tokens = tokens;
        this.depthLimit = depthLimit;
    }

    /// What the text consists of, or why its parentheses make no sense.
    public sealed interface Split {
        record Statements(List<Statement> list) implements Split {}

        record Unbalanced(String why) implements Split {}
    }

    public static Split split(Tokens tokens, int depthLimit) {
        return new StatementSplitter(tokens, depthLimit).run();
    }

    private Split run() {
        for (int i = 0; i < tokens.size(); i++) {
            TokenKind kind = tokens.kind(i);
            if (kind.trivia()) {
                continue;
            }
            char c = kind == TokenKind.SYMBOL && tokens.end(i) - tokens.start(i) == 1
                    ? tokens.text().charAt(tokens.start(i))
                    : 'a';
            if (c == ';' && depth == 0) {
                finish();
                continue;
            }
            add(i);
            if (c == '(' || c == '[' || c == '{') {
                if (depth == depthLimit) {
                    return new Split.Unbalanced("nested too deep");
                }
                push();
            } else if ((c == ')' || c == ']' || c == '}') && !pop(c)) {
                return new Split.Unbalanced("parentheses do not match");
            }
        }
        if (depth > 0) {
            return new Split.Unbalanced("a parenthesis is not closed");
        }
        finish();
        return new Split.Statements(statements);
    }

    private void add(int token) {
        if (size == significant.length) {
            significant = Arrays.copyOf(significant, size * 2);
            match = Arrays.copyOf(match, size * 2);
        }
        match[size] = size;
        significant[size++] = token;
    }

    private void push() {
        if (depth == open.length) {
            open = Arrays.copyOf(open, depth * 2);
        }
        open[depth++] = size - 1;
    }

    private boolean pop(char closing) {
        if (depth == 0) {
            return false;
        }
        int partner = open[--depth];
        match[partner] = size - 1;
        match[size - 1] = partner;
        char opening = tokens.text().charAt(tokens.start(significant[partner]));
        return opening == '(' ? closing == ')' : closing - opening == 2; // [ ] and { } lie two apart in ASCII
    }

    private void finish() {
        if (size > 0) {
            statements.add(new Statement(tokens, Arrays.copyOf(significant, size), Arrays.copyOf(match, size)));
        }
        size = 0;
    }
}
