package dev.gatehouse.sql.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import net.sf.jsqlparser.expression.Alias;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.operators.relational.ExpressionList;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.ReturningClause;
import net.sf.jsqlparser.statement.delete.Delete;
import net.sf.jsqlparser.statement.insert.Insert;
import net.sf.jsqlparser.statement.select.AllTableColumns;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Values;
import net.sf.jsqlparser.statement.select.WithItem;
import net.sf.jsqlparser.statement.update.Update;
import net.sf.jsqlparser.statement.update.UpdateSet;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.sql.ColumnRef;
import dev.gatehouse.sql.tree.Relation.Column;

/// Reads INSERT, UPDATE and DELETE; each answers the columns of its RETURNING.
final class RowChanges {
    private final Queries queries;
    private final Sources sources;
    private final Findings findings;
    private final Names names;

    RowChanges(Queries queries, Sources sources, Findings findings, Names names) {
        this.queries = queries;
        this.sources = sources;
        this.findings = findings;
        this.names = names;
    }

    List<Column> insert(Insert insert) {
        Ctes before = with(insert.getWithItemsList());
        Relation target = target(insert.getTable());
        Scope scope = queries.scope(null);
        scope.add(target);
        List<Set<ColumnRef>> columns = new ArrayList<>();
        if (insert.getColumns() != null && !insert.getColumns().isEmpty()) {
            insert.getColumns().forEach(column -> columns.add(written(target, names.meet(column.getColumnName()))));
        } else {
            findings.use(sources.written(target, target.all()), "write");
            target.columns().forEach(column -> columns.add(column.sources()));
        }
        if (insert.getSelect() != null) {
            rows(insert, target, columns);
        }
        conflict(insert, target);
        duplicate(insert, target);
        if (insert.getSetUpdateSets() != null || insert.isOracleMultiInsert()) {
            throw new Unread("an INSERT of another language");
        }
        List<Column> returned = returning(insert.getReturningClause(), scope);
        queries.ctes(before);
        return returned;
    }

    /// The new rows go to these columns, one by one. One row of values may take them from each other, and ON
    /// DUPLICATE KEY UPDATE from any of them by VALUES: then none stays in its own column for certain.
    private void rows(Insert insert, Relation target, List<Set<ColumnRef>> columns) {
        Scope row = queries.scope(null);
        row.add(target.blank());
        boolean apart = !(insert.getSelect() instanceof Values) && insert.getDuplicateAction() == null;
        int i = 0;
        for (Column column : queries.columns(insert.getSelect(), row)) {
            findings.use(column.sources(), "output");
            store(target, column.sources(), apart && i < columns.size() ? columns.get(i) : Set.of());
            i++;
        }
    }

    private void store(Relation target, Set<ColumnRef> values, Set<ColumnRef> column) {
        if (!sources.followed(target)) {
            findings.store(values, column);
        }
    }

    /// ON DUPLICATE KEY UPDATE sees the target, the new row by its alias, and the tables of the query.
    private void duplicate(Insert insert, Relation target) {
        Alias row = insert.getSelect() instanceof Values values ? values.getAlias() : null;
        if (insert.getRowAlias() != null) {
            throw new Unread("an alias of the new row in an unusual place");
        }
        if (row == null && insert.getDuplicateAction() == null) {
            return;
        }
        Scope scope = queries.scope(null);
        scope.add(target);
        if (row != null) {
            scope.add(sources.aliased(target.blank(), row));
        }
        if (insert.getSelect() instanceof PlainSelect plain) {
            sources.from(plain.getFromItem(), plain.getJoins(), scope);
        }
        if (insert.getDuplicateAction() != null) {
            assign(insert.getDuplicateAction().getUpdateSets(), target, scope);
            queries.predicate(insert.getDuplicateAction().getWhereExpression(), scope);
        }
    }

    private void conflict(Insert insert, Relation target) {
        Scope scope = queries.scope(null);
        scope.add(target);
        scope.add(target.named("excluded"));
        if (insert.getConflictTarget() != null) {
            insert.getConflictTarget()
                    .getIndexColumnNames()
                    .forEach(name ->
                            findings.use(scope.unqualified(names.meet(name)).orElse(Set.of()), "predicate"));
            queries.predicate(insert.getConflictTarget().getIndexExpression(), scope);
            queries.predicate(insert.getConflictTarget().getWhereExpression(), scope);
            if (insert.getConflictTarget().getConstraintName() != null) {
                names.meet(insert.getConflictTarget().getConstraintName());
            }
        }
        if (insert.getConflictAction() != null) {
            assign(insert.getConflictAction().getUpdateSets(), target, scope);
            queries.predicate(insert.getConflictAction().getWhereExpression(), scope);
        }
    }

    List<Column> update(Update update) {
        Ctes before = with(update.getWithItemsList());
        Relation target = target(update.getTable());
        Scope scope = queries.scope(null);
        scope.add(target);
        sources.from(update.getFromItem(), update.getJoins(), scope);
        if (update.getStartJoins() != null && !update.getStartJoins().isEmpty()) {
            throw new Unread("an UPDATE of another language");
        }
        assign(update.getUpdateSets(), target, scope);
        queries.predicate(update.getWhere(), scope);
        List<Column> returned = returning(update.getReturningClause(), scope);
        queries.ctes(before);
        return returned;
    }

    List<Column> delete(Delete delete) {
        Ctes before = with(delete.getWithItemsList());
        Scope scope = queries.scope(null);
        scope.add(target(delete.getTable()));
        if (delete.getUsingFromItemList() != null) {
            delete.getUsingFromItemList().forEach(item -> scope.add(sources.item(item, scope)));
        }
        if (delete.getJoins() != null) {
            delete.getJoins().forEach(join -> sources.join(join, scope, sources.item(join.getFromItem(), scope)));
        }
        queries.predicate(delete.getWhere(), scope);
        List<Column> returned = returning(delete.getReturningClause(), scope);
        queries.ctes(before);
        return returned;
    }

    private Ctes with(@Nullable List<WithItem<?>> items) {
        Ctes before = queries.ctes();
        if (items != null && !items.isEmpty()) {
            new WithItems(queries, names).read(items, null);
        }
        return before;
    }

    private Relation target(Table table) {
        String schema = table.getSchemaName() == null ? "" : names.meet(table.getSchemaName());
        return sources.aliased(sources.base(schema, names.meet(table.getName()), "write"), table.getAlias());
    }

    private Set<ColumnRef> written(Relation target, String column) {
        Set<ColumnRef> refs = target.find(column, queries.language())
                .or(() -> target.open() ? Optional.of(target.rest()) : Optional.empty())
                .orElseThrow(() -> Unread.missingColumn(column));
        findings.use(sources.written(target, refs), "write");
        return refs;
    }

    /// What is assigned is moved, not only looked at: it counts as output, since a later read of the target shows
    /// it.
    private void assign(@Nullable List<UpdateSet> sets, Relation target, Scope scope) {
        if (sets == null) {
            return;
        }
        for (UpdateSet set : sets) {
            List<Set<ColumnRef>> columns = new ArrayList<>();
            set.getColumns().forEach(column -> columns.add(written(target, names.meet(column.getColumnName()))));
            Set<ColumnRef> assigned = queries.expressions().of(set.getValues(), scope);
            findings.use(assigned, "output");
            store(target, assigned, columns.size() == 1 ? columns.getFirst() : Set.of());
        }
    }

    /// Takes the marks by which a canonical text says that rows are changed: `gh_set(column, value)`,
    /// `gh_delete(table.*)`, `gh_write(table.*)`, `gh_move(value)`. Answers whether this is one.
    boolean marks(Function function, Scope scope) {
        switch (function.getName()) {
            case "gh_set" -> set(function, scope);
            case "gh_delete" -> {
                AllTableColumns star =
                        (AllTableColumns) function.getParameters().getFirst();
                queries.expressions().relations(star.getTable(), scope).forEach(sources::changed);
            }
            case "gh_write" -> {
                AllTableColumns star =
                        (AllTableColumns) function.getParameters().getFirst();
                queries.expressions().relations(star.getTable(), scope).forEach(relation -> {
                    sources.changed(relation);
                    findings.use(sources.written(relation, relation.all()), "write");
                });
            }
            case "gh_move" -> {
                Set<ColumnRef> moved = queries.expressions().of(function.getParameters(), scope);
                findings.use(moved, "output");
                findings.store(moved, Set.of());
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void set(Function function, Scope scope) {
        ExpressionList<?> parameters = function.getParameters();
        List<Relation> owners =
                queries.expressions().owners((net.sf.jsqlparser.schema.Column) parameters.getFirst(), scope);
        owners.forEach(sources::changed);
        Set<ColumnRef> refs = queries.expressions().of(parameters.getFirst(), scope);
        findings.use(owners.size() == 1 ? sources.written(owners.getFirst(), refs) : refs, "write");
        Set<ColumnRef> assigned = queries.expressions().of(parameters.getLast(), scope);
        findings.use(assigned, "output");
        if (owners.size() == 1) {
            store(owners.getFirst(), assigned, refs);
        } else {
            findings.store(assigned, Set.of());
        }
    }

    private List<Column> returning(@Nullable ReturningClause clause, Scope scope) {
        if (clause == null) {
            return List.of();
        }
        List<Relation> states = new ArrayList<>();
        for (Relation relation : scope.relations()) {
            states.add(relation.named("old"));
            states.add(relation.named("new"));
        }
        scope.add(new Relation("", "", "", List.of(), false, Set.of(), states));
        return queries.items(clause, scope);
    }
}
