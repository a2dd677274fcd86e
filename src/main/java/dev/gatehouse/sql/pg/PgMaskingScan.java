package dev.gatehouse.sql.pg;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.gatehouse.sql.Catalog;
import dev.gatehouse.sql.ColumnRef;
import dev.gatehouse.sql.Draft;
import dev.gatehouse.sql.FactsBuilder;
import dev.gatehouse.sql.QualifiedName;
import dev.gatehouse.sql.QueryScan;
import dev.gatehouse.sql.SqlRewriter;
import dev.gatehouse.sql.Statement;
import dev.gatehouse.sql.StatementSplitter;
import dev.gatehouse.sql.StatementSplitter.Split;
import dev.gatehouse.sql.Tokens;

/// Puts `(select id, '***'::text as ssn from public.customers) as customers` where a text of PostgreSQL reads
/// `customers`, so that conditions, joins and orders see the mask too. All else of the text stays as it was
/// written. Targets of INSERT, UPDATE, DELETE and MERGE are not replaced.
public final class PgMaskingScan implements SqlRewriter {
    private static final int DEPTH = 1_000;

    private record Piece(int from, int to, String text) {}

    /// Why a table cannot be replaced.
    private static final class Stays extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String why;

        Stays(String why) {
            super(why, null, false, false);
            this.why = why;
        }
    }

    @Override
    public Rewriting rewrite(String sql, Map<String, String> variables, Catalog catalog, Stand stand) {
        List<LexerModes> modes = LexerModes.of(variables);
        if (modes.size() != 1
                || !(modes.getFirst().lex(sql) instanceof Tokens tokens)
                || !(StatementSplitter.split(tokens, DEPTH) instanceof Split.Statements split)) {
            return new Rewriting.Not("it cannot be cut into words for certain");
        }
        List<Piece> pieces = new ArrayList<>();
        try {
            for (Statement statement : split.list()) {
                replace(statement, catalog, stand, pieces);
            }
        } catch (Stays stays) {
            return new Rewriting.Not(stays.why);
        }
        return new Rewriting.Text(put(sql, pieces));
    }

    private static String put(String sql, List<Piece> pieces) {
        StringBuilder text = new StringBuilder(sql.length() + 200 * pieces.size());
        int at = 0;
        for (Piece piece : pieces) {
            text.append(sql, at, piece.from()).append(piece.text());
            at = piece.to();
        }
        return text.append(sql, at, sql.length()).toString();
    }

    private static void replace(Statement s, Catalog catalog, Stand stand, List<Piece> pieces) {
        List<Piece> found = new ArrayList<>();
        QueryScan scan = new QueryScan(
                s, PgDialect.INSTANCE, new FactsBuilder(), (first, name) -> piece(s, first, name, catalog, stand)
                        .ifPresent(found::add));
        boolean plain = scan.scan(s.is(0, "explain") ? explained(s) : 0, s.size());
        if (plain) {
            pieces.addAll(found);
        }
    }

    /// Behind EXPLAIN and its options.
    private static int explained(Statement s) {
        int i = s.is(1, "(") && !new Draft(s, PgDialect.INSTANCE).query(1) ? s.match(1) + 1 : 1;
        while (s.isAny(i, "analyze", "analyse", "verbose")) {
            i++;
        }
        return i;
    }

    private static Optional<Piece> piece(Statement s, int first, QualifiedName name, Catalog catalog, Stand stand) {
        Optional<Catalog.Relation> table = catalog.relation(name.schema(), name.name());
        if (table.isEmpty() || !stands(table.get(), stand)) {
            return Optional.empty();
        }
        if (name.schema().isEmpty() && isQuery(s, name.name())) {
            throw new Stays("a query in it has the name of a table with masked columns");
        }
        int next = name.last() + 1;
        if (s.isAny(first - 1, "only", "table") || s.isAny(next, "*", "tablesample")) {
            throw new Stays("it reads " + name.name() + " in a form that has no room for masks");
        }
        boolean aliased = s.is(next, "as") || s.kind(next).named() && !PgWords.RESERVED.contains(s.at(next));
        String text = query(table.get(), stand) + (aliased ? "" : " as " + quoted(name.name()));
        return Optional.of(
                new Piece(s.tokens().start(s.token(first)), s.tokens().end(s.token(name.last())), text));
    }

    private static boolean stands(Catalog.Relation table, Stand stand) {
        return table.columns().stream().anyMatch(column -> stand.in(new ColumnRef(table.schema(), table.name(), column))
                .isPresent());
    }

    /// Whether a WITH query, or what looks like one, has this name.
    private static boolean isQuery(Statement s, String name) {
        for (int i = 0; i < s.size(); i++) {
            if (s.kind(i).named() && PgDialect.INSTANCE.name(s, i).equals(name)) {
                int as = s.is(i + 1, "(") ? s.match(i + 1) + 1 : i + 1;
                if (s.is(as, "as") && s.isAny(as + 1, "(", "materialized", "not")) {
                    return true;
                }
            }
        }
        return false;
    }

    private static String query(Catalog.Relation table, Stand stand) {
        StringBuilder text = new StringBuilder("(select ");
        for (String column : table.columns()) {
            String own = quoted(column);
            Optional<String> value = stand.in(new ColumnRef(table.schema(), table.name(), column));
            text.append(value.map(mask -> mask + " as " + own).orElse(own)).append(", ");
        }
        text.setLength(text.length() - 2);
        return text.append(" from ")
                .append(quoted(table.schema()))
                .append('.')
                .append(quoted(table.name()))
                .append(')')
                .toString();
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
