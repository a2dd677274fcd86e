package dev.gatehouse.sql.tree;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import net.sf.jsqlparser.expression.Alias;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.select.FromItem;
import net.sf.jsqlparser.statement.select.Join;
import net.sf.jsqlparser.statement.select.LateralSubSelect;
import net.sf.jsqlparser.statement.select.ParenthesedFromItem;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.TableFunction;
import net.sf.jsqlparser.statement.select.Values;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.sql.AbsentName;
import dev.gatehouse.sql.Catalog;
import dev.gatehouse.sql.ColumnRef;
import dev.gatehouse.sql.TemporaryTable;
import dev.gatehouse.sql.tree.Relation.Column;

/// Reads FROM clauses: tables, views, queries, functions and the joins between them.
final class Sources {
    /// What tables and views a reader knows.
    interface Base {
        Optional<Catalog.Relation> find(String schema, String name);

        /// The tables that the rows of this one belong to as well.
        List<Catalog.Relation> parents(Catalog.Relation table);

        /// What is known of a table that only the session has.
        Optional<TemporaryTable> temporary(Catalog.Relation table);

        /// The columns of a view, from its definition.
        List<Column> expand(Catalog.Relation view);
    }

    private final Queries queries;
    private final Expressions expressions;
    private final Findings findings;
    private final Names names;
    private final Base base;
    private final Language language;
    private final RowChanges changes;

    Sources(Queries queries, Expressions expressions, Findings findings, Names names, Base base, Language language) {
        this.language = language;
        this.queries = queries;
        this.expressions = expressions;
        this.findings = findings;
        this.names = names;
        this.base = base;
        this.changes = new RowChanges(queries, this, findings, names);
    }

    RowChanges changes() {
        return changes;
    }

    void from(@Nullable FromItem first, @Nullable List<Join> joins, Scope scope) {
        if (first != null) {
            from(first, joins == null ? List.of() : joins, scope, new Scope(scope.outer(), language));
        }
    }

    /// A comma binds weaker than a join: what a join merges is only looked for in its own element of the list.
    ///
    /// @param left what LATERAL sees beside what stands in this list already
    private void from(FromItem first, List<Join> joins, Scope scope, Scope left) {
        Scope element = new Scope(scope.outer(), language);
        element.add(item(first, before(left, scope, element)));
        boolean open = false;
        for (Join join : joins) {
            Scope before = before(left, scope, element);
            if (join.isSimple()) {
                scope.include(element);
                element = new Scope(scope.outer(), language);
                element.add(item(join.getFromItem(), before));
                open = false;
            } else {
                boolean merges = join.isNatural() || !join.getUsingColumns().isEmpty();
                if (open && merges) {
                    throw new Unread("a join whose order is not plain");
                }
                open |= !merges && !join.isCross() && join.getOnExpressions().isEmpty();
                join(join, element, item(join.getFromItem(), before));
            }
        }
        scope.include(element);
    }

    private Scope before(Scope left, Scope scope, Scope element) {
        Scope all = new Scope(scope.outer(), language);
        all.include(left);
        all.include(scope);
        all.include(element);
        return all;
    }

    void join(Join join, Scope scope, Relation right) {
        List<String> merged = new ArrayList<>();
        if (join.isNatural()) {
            merged.addAll(scope.common(right));
        }
        join.getUsingColumns().forEach(column -> merged.add(names.meet(column.getColumnName())));
        scope.add(right, merged, join.isRight());
        merged.forEach(name -> findings.use(scope.unqualified(name).orElse(Set.of()), "predicate"));
        for (Expression on : join.getOnExpressions()) {
            queries.predicate(on, scope);
        }
        if (join.isApply() || join.getJoinWindow() != null) {
            throw new Unread("a join of another language");
        }
    }

    /// @param before what stands before it in the FROM clause, for LATERAL
    Relation item(FromItem item, Scope before) {
        if (item.getPivot() != null || item.getUnPivot() != null) {
            throw new Unread("a clause of another language");
        }
        if (!(item instanceof Table)) {
            findings.nest();
        }
        return switch (item) {
            case Table table -> table(table);
            case LateralSubSelect lateral ->
                aliased(Relation.of("", queries.columns(lateral, before)), lateral.getAlias());
            case ParenthesedSelect query ->
                aliased(Relation.of("", queries.columns(query, before.outer())), query.getAlias());
            case Values values -> aliased(Relation.of("", queries.columns(values, before.outer())), values.getAlias());
            case TableFunction function -> function(function, before);
            case ParenthesedFromItem inner -> parenthesed(inner, before);
            default -> throw new Unread("a kind of table: " + item.getClass().getSimpleName());
        };
    }

    /// `(a join b)`: its relations are visible by their own names, unless an alias takes them together.
    private Relation parenthesed(ParenthesedFromItem inner, Scope before) {
        Scope own = new Scope(before.outer(), language);
        from(inner.getFromItem(), inner.getJoins() == null ? List.of() : inner.getJoins(), own, before);
        if (inner.getAlias() == null) {
            return new Relation("", "", "", own.star(), false, Set.of(), own.relations());
        }
        return aliased(Relation.of("", own.star()), inner.getAlias());
    }

    /// A function draws on all that it is given, and so does which rows there are; its columns are known only where
    /// an alias lists them.
    private Relation function(TableFunction function, Scope scope) {
        Set<ColumnRef> sources = new LinkedHashSet<>();
        function.getFunctions().forEach(call -> expressions.add(call, scope, sources));
        findings.use(sources, "predicate");
        String name = function.getFunctions().getFirst().getName();
        String last = names.known(name.substring(name.lastIndexOf('.') + 1));
        Relation relation = new Relation(last, "", "", List.of(), true, sources, List.of());
        return aliased(relation, function.getAlias());
    }

    Relation table(Table table) {
        String schema = table.getSchemaName() == null ? "" : names.meet(table.getSchemaName());
        if (table.getDatabaseName() != null && !table.getDatabaseName().isEmpty()) {
            throw new Unread("a name with three parts");
        }
        String name = names.meet(table.getName());
        Optional<Relation> cte = schema.isEmpty() ? queries.ctes().find(name, language) : Optional.empty();
        if (cte.isPresent()) {
            findings.derived(name);
            findings.nest();
        }
        return aliased(cte.isPresent() ? cte.get().named(name) : base(schema, name, "read"), table.getAlias());
    }

    /// The base table or view of this name, which must exist.
    Relation base(String schema, String name, String access) {
        Catalog.Relation found =
                base.find(schema, name).orElseThrow(() -> Unread.missing(AbsentName.Kind.TABLE, schema, name));
        findings.table(found, access);
        Optional<TemporaryTable> temporary = base.temporary(found);
        if (temporary.isPresent()) {
            return temporary(name, temporary.get());
        }
        List<Catalog.Relation> parents = base.parents(found);
        parents.forEach(parent -> findings.table(parent, access));
        List<Column> columns = found.view() ? passing(found) : own(found, parents);
        if (found.view() && !access.equals("read")) {
            columns.forEach(column -> findings.through(column.sources(), access));
        }
        return new Relation(name, found.schema(), name, columns, false, Set.of(), List.of());
    }

    /// The columns of a view draw on its own as well, as which a server announces them.
    private List<Column> passing(Catalog.Relation view) {
        List<Column> columns = new ArrayList<>();
        findings.derived(view.name());
        findings.nest();
        for (Column column : base.expand(view)) {
            ColumnRef own = new ColumnRef(view.schema(), view.name(), column.name());
            findings.view(own);
            Set<ColumnRef> sources = new LinkedHashSet<>(column.sources());
            sources.add(own);
            columns.add(new Column(column.name(), sources));
        }
        return columns;
    }

    /// A table that only the session has: whoever looks at a column looks at all that it draws on. A column whose
    /// name the server has made up may have any.
    private Relation temporary(String name, TemporaryTable table) {
        List<Column> columns = new ArrayList<>();
        Set<ColumnRef> nameless = new LinkedHashSet<>();
        boolean open = false;
        for (TemporaryTable.Column column : table.columns()) {
            Set<ColumnRef> sources = new LinkedHashSet<>(column.sources());
            sources.add(new ColumnRef(table.schema(), table.name(), column.name()));
            column.sources()
                    .forEach(source -> findings.table(
                            new Catalog.Relation(source.schema(), source.table(), List.of(), ""), "read"));
            columns.add(new Column(column.name(), sources));
            if (column.name().isEmpty()) {
                open = true;
                nameless.addAll(sources);
            }
        }
        return new Relation(name, table.schema(), table.name(), columns, open, nameless, List.of());
    }

    /// Whether it is a table that only the session has: what goes there shows again as what it was.
    boolean followed(Relation relation) {
        return !relation.table().isEmpty()
                && base.find(relation.schema(), relation.table())
                        .flatMap(base::temporary)
                        .isPresent();
    }

    /// Those of these columns that a write to the relation changes: what a temporary table draws on stays as it is.
    Set<ColumnRef> written(Relation relation, Set<ColumnRef> refs) {
        if (!followed(relation)) {
            return refs;
        }
        Set<ColumnRef> kept = new LinkedHashSet<>(refs);
        kept.removeIf(ref -> !ref.isOf(relation.schema(), relation.table()));
        return kept;
    }

    /// Rows of this relation are changed: so are those of every table behind it.
    void changed(Relation relation) {
        if (!relation.table().isEmpty()) {
            base.find(relation.schema(), relation.table()).ifPresent(found -> findings.table(found, "write"));
        }
        if (!followed(relation)) {
            findings.through(relation.all(), "write");
        }
    }

    /// A column of a partition is also that of the table that it is a partition of.
    private static List<Column> own(Catalog.Relation table, List<Catalog.Relation> parents) {
        return table.columns().stream()
                .map(column -> {
                    Set<ColumnRef> sources = new LinkedHashSet<>();
                    sources.add(new ColumnRef(table.schema(), table.name(), column));
                    parents.stream()
                            .filter(parent -> parent.columns().contains(column))
                            .forEach(parent -> sources.add(new ColumnRef(parent.schema(), parent.name(), column)));
                    return new Column(column, sources);
                })
                .toList();
    }

    Relation aliased(Relation relation, @Nullable Alias alias) {
        if (alias == null) {
            return relation;
        }
        Relation named = relation.named(alias.getName() == null ? "" : names.meet(alias.getName()));
        findings.derived(named.alias());
        if (alias.getAliasColumns() == null) {
            return named;
        }
        List<String> columns = new ArrayList<>();
        for (Alias.AliasColumn column : alias.getAliasColumns()) {
            columns.add(names.meet(column.name));
            if (column.colDataType != null) {
                for (String part :
                        String.valueOf(column.colDataType.getDataType()).split("[ .]+", -1)) {
                    names.meet(part);
                }
            }
        }
        return named.renamed(columns);
    }
}
