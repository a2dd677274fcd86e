package dev.gatehouse.sql.pg;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.gatehouse.sql.Statement;
import dev.gatehouse.sql.StatementSplitter;
import dev.gatehouse.sql.StatementSplitter.Split;
import dev.gatehouse.sql.Tokens;

/// Finds the query that a COPY to the client is of.
final class PgCopiedQuery {
    private static final int DEPTH = 1_000;
    private static final String WORD = "copy";

    private PgCopiedQuery() {}

    /// As [dev.gatehouse.sql.StatementAnalyzer#copied] has it.
    static Optional<String> in(String sql, Map<String, String> variables) {
        List<LexerModes> modes = LexerModes.of(variables);
        if (modes.size() != 1
                || !LexerModes.plainEncoding(variables.get("client_encoding"))
                || !(modes.getFirst().lex(sql) instanceof Tokens tokens)
                || !(StatementSplitter.split(tokens, DEPTH) instanceof Split.Statements(List<Statement> statements))
                || statements.size() != 1) {
            return Optional.empty();
        }
        Statement copy = statements.getFirst();
        int close = copy.match(1);
        boolean copies = copy.is(0, WORD)
                && copy.is(1, "(")
                && copy.is(close, ")")
                && copy.is(close + 1, "to")
                && copy.isAny(close + 2, "stdin", "stdout");
        if (!copies) {
            return Optional.empty();
        }
        int from = tokens.end(copy.token(1));
        int inFront = sql.codePointCount(0, from);
        return Optional.of(" ".repeat(inFront) + sql.substring(from, tokens.start(copy.token(close))));
    }
}
