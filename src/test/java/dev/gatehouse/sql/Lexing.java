package dev.gatehouse.sql;

import java.util.ArrayList;
import java.util.List;

/// Shows what a lexer made of a text, for tables of tests: `kind:text` of each token that is not white space.
public final class Lexing {
    private Lexing() {}

    public static List<String> show(Lexed lexed) {
        return switch (lexed) {
            case Lexed.Failure failure -> List.of("failure:" + failure.why());
            case Tokens tokens -> show(tokens);
        };
    }

    private static List<String> show(Tokens tokens) {
        List<String> shown = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.kind(i) != TokenKind.SPACE) {
                shown.add(tokens.kind(i).name().toLowerCase(java.util.Locale.ROOT) + ":" + tokens.raw(i));
            }
        }
        return shown;
    }
}
