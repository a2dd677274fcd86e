package dev.gatehouse.sql.mysql;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.sql.Ascii;
import dev.gatehouse.sql.Catalog;
import dev.gatehouse.sql.ColumnRef;
import dev.gatehouse.sql.FactsBuilder;
import dev.gatehouse.sql.LaterCatalog;
import dev.gatehouse.sql.Lineage;
import dev.gatehouse.sql.Procedure;
import dev.gatehouse.sql.QualifiedName;
import dev.gatehouse.sql.Statement;
import dev.gatehouse.sql.StatementFacts;
import dev.gatehouse.sql.StatementSplitter;
import dev.gatehouse.sql.StatementSplitter.Split;
import dev.gatehouse.sql.TokenKind;
import dev.gatehouse.sql.Tokens;
import dev.gatehouse.sql.text.QueryReader;

/// What the results of a CALL may draw on: one lineage for each query of the procedure's body that sends rows, and
/// one, with names, for its OUT parameters. Which result is of which is not told.
///
/// A variable holds whatever the body has put into any of them, so that all outputs of a query that reads one draw
/// on every column that the body uses; and so do all outputs where the body carries values from table to table.
/// Nothing is known of a body with anything else in it than queries, changes of rows and settings, all of them
/// understood, that call the server's own functions only.
final class MysqlCall {
    private static final int DEPTH = 200;
    private static final Set<String> KINDS = Set.of("select", "insert", "update", "delete", "set", "transaction");
    private static final Set<String> EFFECTS = Set.of("read", "write", "session");

    private record Sent(Lineage lineage, boolean variables) {}

    private final QueryReader<LexerModes> queries;
    private final Catalog catalog;
    private final Iterable<String> names;
    private final Set<ColumnRef> used = new LinkedHashSet<>();
    private final List<Sent> sent = new ArrayList<>();
    private boolean carries;

    private MysqlCall(QueryReader<LexerModes> queries, Catalog catalog, Iterable<String> names) {
        this.queries = queries;
        this.catalog = catalog;
        this.names = names;
    }

    /// Of the procedure whose name is at `i`; empty where nobody can tell.
    static List<Lineage> results(Statement s, int i, QueryReader<LexerModes> queries) {
        Catalog catalog = queries.catalog();
        if (catalog == null || queries.parser() == null || !s.kind(i).named()) {
            return List.of();
        }
        QualifiedName name = QualifiedName.read(s, i, MysqlDialect.INSTANCE);
        Optional<Procedure> known = catalog.procedure(name.schema(), name.name());
        Optional<LexerModes> modes = known.flatMap(procedure -> queries.modes().under(procedure.mode()));
        if (known.isEmpty() || modes.isEmpty()) {
            return List.of();
        }
        Procedure procedure = known.get();
        Catalog within = LaterCatalog.in(procedure.schema(), catalog);
        return MysqlBody.read(procedure, modes.get())
                .map(body -> {
                    var reader = new QueryReader<>(modes.get(), queries.language(), within, queries.parser());
                    MysqlCall call = new MysqlCall(reader, within, body.names());
                    return body.steps().stream().allMatch(call::read) ? call.results(procedure) : List.<Lineage>of();
                })
                .orElse(List.of());
    }

    private boolean read(MysqlBody.Step step) {
        Statement s = statement(step.text());
        FactsBuilder builder = new FactsBuilder();
        if (s == null || !new MysqlRouter(s, builder, queries).read()) {
            return false;
        }
        queries.qualify(builder);
        queries.routines(s, builder);
        StatementFacts facts = builder.build();
        boolean plain = !facts.opaque()
                && facts.temporary().isEmpty()
                && KINDS.containsAll(facts.kinds())
                && EFFECTS.containsAll(facts.effects())
                && facts.functions().stream().noneMatch(function -> function.indexOf('.') >= 0)
                && facts.tables().stream().noneMatch(this::isHidden);
        if (!plain || step.use() == MysqlBody.Use.DECIDES) {
            return plain;
        }
        facts.columns().forEach(column -> used.add(new ColumnRef(column.schema(), column.table(), column.name())));
        return facts.lineage()
                .map(lineage -> {
                    send(s, step, facts, lineage);
                    return true;
                })
                .orElse(!facts.kinds().contains("select"));
    }

    private void send(Statement s, MysqlBody.Step step, StatementFacts facts, Lineage lineage) {
        used.addAll(lineage.named());
        used.addAll(lineage.stored());
        lineage.outputs().forEach(output -> used.addAll(output.sources()));
        int into = s.find(0, s.size(), "into");
        boolean variables = facts.functions().stream().anyMatch(function -> function.startsWith("@"));
        carries |= facts.effects().contains("write")
                && !facts.kinds().contains("select")
                && (variables || !lineage.stored().isEmpty());
        boolean kept = s.is(0, "select") && into > 0 && s.kind(into + 1) == TokenKind.VARIABLE;
        if (step.use() == MysqlBody.Use.SENT && !kept && !lineage.outputs().isEmpty()) {
            sent.add(new Sent(lineage, variables));
        }
    }

    private @Nullable Statement statement(String text) {
        return queries.modes().lex(text) instanceof Tokens tokens
                        && StatementSplitter.split(tokens, DEPTH) instanceof Split.Statements(List<Statement> list)
                        && list.size() == 1
                ? list.getFirst()
                : null;
    }

    /// Whether a variable has the name of one of the table's columns, so that one may stand for the other.
    private boolean isHidden(StatementFacts.TableUse table) {
        Optional<Catalog.Relation> relation = catalog.relation(table.schema(), table.name());
        for (String name : names) {
            if (relation.isEmpty()
                    || relation.get().columns().stream()
                            .anyMatch(column -> Ascii.lower(column).equals(name))) {
                return true;
            }
        }
        return false;
    }

    private List<Lineage> results(Procedure procedure) {
        List<Lineage.Output> given = procedure.parameters().stream()
                .filter(Procedure.Parameter::out)
                .map(parameter -> new Lineage.Output(parameter.name(), used))
                .toList();
        Stream<Lineage> queried = sent.stream()
                .map(each -> each.variables || carries ? widened(each.lineage) : each.lineage)
                .map(Lineage::unnamed);
        return Stream.concat(queried, given.isEmpty() ? Stream.of() : Stream.of(new Lineage(given)))
                .toList();
    }

    private Lineage widened(Lineage lineage) {
        return new Lineage(
                lineage.outputs().stream()
                        .map(output -> new Lineage.Output(output.name(), used, output.views()))
                        .toList(),
                lineage.derived(),
                lineage.nested(),
                lineage.named(),
                lineage.stored());
    }
}
