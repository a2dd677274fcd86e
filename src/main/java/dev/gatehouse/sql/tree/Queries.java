package dev.gatehouse.sql.tree;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import net.sf.jsqlparser.expression.Alias;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.LongValue;
import net.sf.jsqlparser.expression.operators.relational.ExpressionList;
import net.sf.jsqlparser.expression.operators.relational.ParenthesedExpressionList;
import net.sf.jsqlparser.statement.select.AllColumns;
import net.sf.jsqlparser.statement.select.AllTableColumns;
import net.sf.jsqlparser.statement.select.OrderByElement;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.SelectItem;
import net.sf.jsqlparser.statement.select.SetOperationList;
import net.sf.jsqlparser.statement.select.TableStatement;
import net.sf.jsqlparser.statement.select.Values;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.sql.ColumnRef;
import dev.gatehouse.sql.tree.Relation.Column;

/// Reads queries: their scopes, and for each output column what it draws on.
final class Queries {
    private final Findings findings;
    private final Names names;
    private final Language language;
    private final Expressions expressions;
    private final Sources sources;
    private Ctes ctes = Ctes.NONE;

    Queries(Findings findings, Names names, Sources.Base base, Language language) {
        this.language = language;
        this.findings = findings;
        this.names = names;
        this.expressions = new Expressions(this, names, findings);
        this.sources = new Sources(this, expressions, findings, names, base, language);
    }

    Expressions expressions() {
        return expressions;
    }

    Sources sources() {
        return sources;
    }

    Language language() {
        return language;
    }

    Scope scope(@Nullable Scope outer) {
        return new Scope(outer, language);
    }

    Ctes ctes() {
        return ctes;
    }

    void ctes(Ctes visible) {
        ctes = visible;
    }

    /// All base columns that the rows of a query in an expression draw on.
    Set<ColumnRef> scalar(Select query, Scope outer) {
        Set<ColumnRef> all = new LinkedHashSet<>();
        columns(query, outer).forEach(column -> all.addAll(column.sources()));
        return all;
    }

    List<Column> columns(Select query, @Nullable Scope outer) {
        Ctes before = ctes;
        if (query.getWithItemsList() != null && !query.getWithItemsList().isEmpty()) {
            new WithItems(this, names).read(query.getWithItemsList(), outer);
        }
        List<Column> columns =
                switch (query) {
                    case PlainSelect plain -> plain(plain, outer);
                    case ParenthesedSelect inner -> {
                        List<Column> inside = columns(inner.getSelect(), outer);
                        tail(inner, scope(outer), inside);
                        yield inside;
                    }
                    case SetOperationList union -> union(union, outer);
                    case Values values -> values(values, outer);
                    case TableStatement table -> {
                        Scope scope = scope(outer);
                        scope.add(sources.table(table.getTable()));
                        yield scope.star();
                    }
                    default ->
                        throw new Unread("a kind of query: " + query.getClass().getSimpleName());
                };
        ctes = before;
        return columns;
    }

    private List<Column> plain(PlainSelect select, @Nullable Scope outer) {
        Scope scope = scope(outer);
        sources.from(select.getFromItem(), select.getJoins(), scope);
        predicate(select.getWhere(), scope);
        List<Column> columns = items(select.getSelectItems(), scope);
        if (select.getDistinct() != null) {
            columns.forEach(column -> findings.use(column.sources(), "predicate"));
            if (select.getDistinct().getOnSelectItems() != null) {
                select.getDistinct().getOnSelectItems().forEach(item -> named(item.getExpression(), scope, columns));
            }
        }
        if (select.getGroupBy() != null) {
            group(select, scope, columns);
        }
        predicate(select.getHaving(), scope);
        if (select.getIntoTables() != null) {
            throw new Unread("a clause of another language"); // INTO is not written
        }
        if (select.getWindowDefinitions() != null
                || select.getQualify() != null
                || select.getLateralViews() != null
                || select.getOracleHierarchical() != null) {
            throw new Unread("a clause of another language");
        }
        tail(select, scope, columns);
        return columns;
    }

    private void group(PlainSelect select, Scope scope, List<Column> columns) {
        ExpressionList<Expression> list = select.getGroupBy().getGroupByExpressionList();
        if (list != null) {
            list.forEach(expression -> named(expression, scope, columns));
        }
        select.getGroupBy()
                .getGroupingSets()
                .forEach(set -> set.forEach(part -> named((Expression) part, scope, columns)));
    }

    List<Column> items(List<SelectItem<?>> items, Scope scope) {
        List<Column> columns = new ArrayList<>();
        scope.show(columns);
        for (SelectItem<?> item : items) {
            Expression expression = item.getExpression();
            if (expression instanceof AllTableColumns star) {
                for (Relation relation : expressions.relations(star.getTable(), scope)) {
                    if (relation.uncounted()) {
                        throw new Unread("a star over columns that are not known");
                    }
                    columns.addAll(relation.columns());
                    findings.name(relation.all());
                }
            } else if (expression instanceof Function row && row.getName().equals("gh_row")) {
                columns.addAll(expressions.fields(row, scope));
            } else if (expression instanceof Function mark && sources.changes().marks(mark, scope)) {
                continue;
            } else if (expression.getClass() == AllColumns.class) {
                columns.addAll(scope.star());
                scope.star().forEach(column -> findings.name(column.sources()));
            } else {
                columns.add(new Column(name(item), expressions.of(expression, scope)));
            }
        }
        return columns;
    }

    private String name(SelectItem<?> item) {
        Alias alias = item.getAlias();
        if (alias != null) {
            return names.meet(alias.getName());
        }
        return item.getExpression() instanceof net.sf.jsqlparser.schema.Column column
                ? names.known(column.getColumnName())
                : "";
    }

    private List<Column> union(SetOperationList union, @Nullable Scope outer) {
        List<Column> all = List.of();
        for (Select part : union.getSelects()) {
            List<Column> columns = columns(part, outer);
            all = all.isEmpty() ? columns : merged(all, columns);
        }
        boolean distinct = union.getOperations().stream().anyMatch(operation -> !operation.isAll());
        if (distinct) {
            all.forEach(column -> findings.use(column.sources(), "predicate"));
        }
        tail(union, scope(outer), all);
        return all;
    }

    static List<Column> merged(List<Column> one, List<Column> other) {
        if (one.size() != other.size()) {
            throw new Unread("branches with different numbers of columns");
        }
        List<Column> merged = new ArrayList<>();
        for (int i = 0; i < one.size(); i++) {
            Set<ColumnRef> both = new LinkedHashSet<>(one.get(i).sources());
            both.addAll(other.get(i).sources());
            merged.add(new Column(one.get(i).name(), both));
        }
        return merged;
    }

    private List<Column> values(Values values, @Nullable Scope outer) {
        Scope scope = scope(outer);
        List<Column> all = List.of();
        ExpressionList<?> list = values.getExpressions();
        boolean single = list instanceof ParenthesedExpressionList; // one row: the library leaves out its own list
        for (Expression row : single ? List.<Expression>of(list) : list) {
            List<Column> columns = new ArrayList<>();
            if (row instanceof ExpressionList<?> cells) {
                cells.forEach(
                        cell -> columns.add(new Column("column" + (columns.size() + 1), expressions.of(cell, scope))));
            } else {
                columns.add(new Column("column1", expressions.of(row, scope)));
            }
            all = all.isEmpty() ? columns : merged(all, columns);
        }
        tail(values, scope, all);
        return all;
    }

    /// ORDER BY, LIMIT, OFFSET, FETCH.
    private void tail(Select query, Scope scope, List<Column> columns) {
        if (query.getOrderByElements() != null) {
            for (OrderByElement element : query.getOrderByElements()) {
                named(element.getExpression(), scope, columns);
            }
        }
        if (query.getLimit() != null) {
            predicate(query.getLimit().getRowCount(), scope);
            predicate(query.getLimit().getOffset(), scope);
        }
        if (query.getOffset() != null) {
            predicate(query.getOffset().getOffset(), scope);
        }
        if (query.getFetch() != null) {
            predicate(query.getFetch().getExpression(), scope);
        }
        if (query.getForUpdateTables() != null) {
            query.getForUpdateTables().forEach(table -> names.meet(table.getName()));
        }
        if (query.getPivot() != null || query.getUnPivot() != null || query.getForClause() != null) {
            throw new Unread("a clause of another language");
        }
    }

    /// An expression that may be the position or the name of an output column.
    private void named(Expression expression, Scope scope, List<Column> columns) {
        if (expression instanceof LongValue position) {
            long number = position.getValue();
            if (number >= 1 && number <= columns.size()) {
                findings.use(columns.get((int) number - 1).sources(), "predicate");
            }
            return;
        }
        if (expression instanceof net.sf.jsqlparser.schema.Column column && column.getTable() == null) {
            String name = names.known(column.getColumnName());
            List<Column> outputs = columns.stream()
                    .filter(output -> language.sameColumn(output.name(), name))
                    .toList();
            outputs.forEach(output -> findings.use(output.sources(), "predicate"));
            if (!outputs.isEmpty() && scope.unqualified(name).isEmpty()) {
                names.meet(column.getColumnName());
                return;
            }
        }
        predicate(expression, scope);
    }

    void predicate(@Nullable Expression expression, Scope scope) {
        findings.use(expressions.of(expression, scope), "predicate");
    }
}
