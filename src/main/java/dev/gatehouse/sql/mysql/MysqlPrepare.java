package dev.gatehouse.sql.mysql;

import java.util.List;
import java.util.Optional;

import dev.gatehouse.sql.Ascii;
import dev.gatehouse.sql.FactsBuilder;
import dev.gatehouse.sql.Statement;
import dev.gatehouse.sql.StatementFacts;
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

    MysqlPrepare(Statement statement, FactsBuilder facts, QueryReader<LexerModes> queries) {
        this.s = statement;
        this.facts = facts;
        this.queries = queries;
    }

    boolean read(int i) {
        facts.kind("prepare").effect("session");
        Optional<String> name = name(s, i + 1);
        if (name.isEmpty() || !s.is(i + 2, "from")) {
            return false;
        }
        facts.handle(name.get());
        if (s.kind(i + 3) != TokenKind.STRING || i + 4 != s.size()) {
            facts.effect("read", "write").code(StatementFacts.Code.UNREAD).opaque();
            return true;
        }
        Optional<Statement> text = text(s, i + 1, queries.modes());
        return text.isPresent() && !text.get().is(0, "prepare") && new MysqlRouter(text.get(), facts, queries).read();
    }

    /// In small letters: the server does not tell cases apart. Nor does MySQL tell `e` from `é`, or a name from the
    /// same with spaces behind it; which names are one to it nobody knows here.
    static Optional<String> name(Statement s, int i) {
        String name = s.kind(i).named() ? MysqlDialect.INSTANCE.name(s, i) : "";
        boolean plain = !name.isEmpty() && name.chars().allMatch(c -> c > ' ' && c < 0x7f);
        return plain ? Optional.of(Ascii.lower(name)) : Optional.empty();
    }

    /// The statement that is prepared by `name FROM 'text'`; empty where it cannot be seen, or is none.
    static Optional<Statement> text(Statement s, int name, LexerModes modes) {
        if (!s.is(name + 1, "from") || s.kind(name + 2) != TokenKind.STRING || name + 3 != s.size()) {
            return Optional.empty();
        }
        String text = MysqlText.value(s.tokens(), s.token(name + 2), modes.backslashes());
        return MysqlLexer.lex(text, modes) instanceof Tokens tokens
                        && StatementSplitter.split(tokens, DEPTH) instanceof Split.Statements(List<Statement> list)
                        && list.size() == 1
                ? Optional.of(list.getFirst())
                : Optional.empty();
    }
}
