package dev.gatehouse.sql.mysql;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

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
import dev.gatehouse.sql.tree.TreeParser;

/// What a CALL does. What its results may draw on: one lineage for each query that sends rows, in the procedure's
/// body or in those that it calls, and one, with names, for its OUT parameters. Which result is of which is not
/// told.
///
/// A variable holds whatever any of the bodies has put into any of them, so that all outputs of a query that reads
/// one draw on every column that they use; and so do all outputs where values are carried from table to table.
/// Nothing is known if there is anything else in one of the bodies than queries, changes of rows, settings and
/// calls, all of them understood, that call the server's own functions only; nor of a procedure that comes back to
/// itself. A body that is read takes nothing from variables of the session but what it is given.
final class MysqlCall {
    private static final int DEPTH = 200;
    private static final int MOST_INSIDE = 8;
    /// In all bodies, each as often as it is called.
    private static final int MOST_STEPS = 2_000;

    private static final int MOST_CHARACTERS = 1 << 17;
    private static final Set<String> KINDS = Set.of("select", "insert", "update", "delete", "set", "transaction");
    private static final Set<String> EFFECTS = Set.of("read", "write", "session");

    private record Sent(Lineage lineage, boolean variables) {}

    /// How one body is read.
    ///
    /// @param names of its variables
    private record Within(QueryReader<LexerModes> queries, Catalog catalog, Iterable<String> names) {}

    private final QueryReader<LexerModes> queries;
    private final Catalog catalog;
    private final TreeParser parser;
    private final List<Procedure> inside = new ArrayList<>();
    private int steps;
    private int characters;
    private final Set<ColumnRef> used = new LinkedHashSet<>();
    private final List<Sent> sent = new ArrayList<>();
    private boolean carries;
    private boolean writes;

    private MysqlCall(QueryReader<LexerModes> queries, Catalog catalog, TreeParser parser) {
        this.queries = queries;
        this.catalog = catalog;
        this.parser = parser;
    }

    /// Tells `facts` what the procedure does whose name is at `i`.
    static void read(Statement s, int i, QueryReader<LexerModes> queries, FactsBuilder facts) {
        facts.code(StatementFacts.Code.UNREAD);
        Catalog catalog = queries.catalog();
        TreeParser parser = queries.parser();
        if (catalog == null || parser == null || !s.kind(i).named()) {
            return;
        }
        QualifiedName name = QualifiedName.read(s, i, MysqlDialect.INSTANCE);
        MysqlCall call = new MysqlCall(queries, catalog, parser);
        MysqlArguments given = MysqlArguments.read(s, name.last() + 1);
        catalog.procedure(name.schema(), name.name())
                .filter(given::reach)
                .filter(procedure -> call.reads(procedure, List.of()))
                .ifPresent(procedure -> facts.called(call.results(procedure))
                        .code(new StatementFacts.Code(call.writes, given.takeVariables(procedure))));
    }

    private boolean reads(Procedure procedure, List<Boolean> fed) {
        characters += procedure.body().length();
        Optional<LexerModes> modes = queries.modes().under(procedure.mode());
        if (characters > MOST_CHARACTERS
                || inside.size() == MOST_INSIDE
                || inside.contains(procedure)
                || modes.isEmpty()) {
            return false;
        }
        Catalog names = LaterCatalog.in(procedure.schema(), catalog);
        Optional<MysqlBody.Read> body = MysqlBody.read(procedure, modes.get(), names, fed);
        if (body.isEmpty()) {
            return false;
        }
        Within within = new Within(
                new QueryReader<>(modes.get(), queries.language(), names, parser),
                names,
                body.get().names());
        inside.add(procedure);
        boolean whole = body.get().steps().stream().allMatch(step -> reads(step, within));
        inside.removeLast();
        return whole;
    }

    private boolean reads(MysqlBody.Step step, Within within) {
        return ++steps <= MOST_STEPS
                && switch (step) {
                    case MysqlBody.Step.Runs runs -> reads(runs, within);
                    case MysqlBody.Step.Calls(Procedure procedure, List<Boolean> fed) -> reads(procedure, fed);
                };
    }

    private boolean reads(MysqlBody.Step.Runs step, Within within) {
        Statement s = statement(step.text(), within);
        FactsBuilder builder = new FactsBuilder();
        if (s == null || !new MysqlRouter(s, builder, within.queries).read()) {
            return false;
        }
        within.queries.qualify(builder);
        within.queries.routines(s, builder);
        StatementFacts facts = builder.build();
        writes |= facts.effects().contains("write");
        boolean plain = !facts.opaque()
                && facts.temporary().isEmpty()
                && KINDS.containsAll(facts.kinds())
                && EFFECTS.containsAll(facts.effects())
                && facts.functions().stream().noneMatch(function -> function.indexOf('.') >= 0)
                && facts.tables().stream().noneMatch(table -> isHidden(table, within));
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

    private void send(Statement s, MysqlBody.Step.Runs step, StatementFacts facts, Lineage lineage) {
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

    private static @Nullable Statement statement(String text, Within within) {
        return within.queries.modes().lex(text) instanceof Tokens tokens
                        && StatementSplitter.split(tokens, DEPTH) instanceof Split.Statements(List<Statement> list)
                        && list.size() == 1
                ? list.getFirst()
                : null;
    }

    /// Whether a variable has the name of one of the table's columns, so that one may stand for the other.
    private static boolean isHidden(StatementFacts.TableUse table, Within within) {
        Optional<Catalog.Relation> relation = within.catalog.relation(table.schema(), table.name());
        for (String name : within.names) {
            if (relation.isEmpty()
                    || relation.get().columns().stream().anyMatch(column -> LocalNames.maySame(column, name))) {
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
