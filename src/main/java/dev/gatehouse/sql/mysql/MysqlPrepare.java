package dev.gatehouse.sql.mysql;

import java.util.List;

import dev.gatehouse.sql.FactsBuilder;
import dev.gatehouse.sql.Statement;
import dev.gatehouse.sql.StatementSplitter;
import dev.gatehouse.sql.StatementSplitter.Split;
import dev.gatehouse.sql.TokenKind;
import dev.gatehouse.sql.Tokens;
import dev.gatehouse.sql.text.QueryReader;

/// Reads PREPARE name FROM: the statement in a literal is read like any other; one in a variable cannot be seen.
final class MysqlPrepare {
    private static final int DEPTH = 1_000;

    private final Statement s;
    private final FactsBuilder facts;
    private final QueryReader<LexerModes> queries;
    private final LexerModes modes;

    MysqlPrepare(Statement statement, FactsBuilder facts, QueryReader<LexerModes> queries) {
        this.s = statement;
        this.facts = facts;
        this.queries = queries;
        this.modes = queries.modes();
    }

    boolean read(int i) {
        facts.kind("prepare").effect("session");
        if (s.kind(i + 1).named()) {
            facts.handle(MysqlDialect.INSTANCE.name(s, i + 1).toLowerCase(java.util.Locale.ROOT));
        }
        if (!s.is(i + 2, "from")) {
            return false;
        }
        if (s.kind(i + 3) != TokenKind.STRING || i + 4 != s.size()) {
            facts.effect("read", "write").opaque();
            return true;
        }
        String text = MysqlText.value(s.tokens(), s.token(i + 3), modes.backslashes());
        return MysqlLexer.lex(text, modes) instanceof Tokens tokens
                && StatementSplitter.split(tokens, DEPTH) instanceof Split.Statements(List<Statement> list)
                && list.size() == 1
                && !list.getFirst().is(0, "prepare")
                && new MysqlRouter(list.getFirst(), facts, queries).read();
    }
}
