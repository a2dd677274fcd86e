package dev.gatehouse.sql.tree;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.delete.Delete;
import net.sf.jsqlparser.statement.insert.Insert;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.update.Update;

import dev.gatehouse.sql.AbsentName;
import dev.gatehouse.sql.CanonicalText;
import dev.gatehouse.sql.Catalog;
import dev.gatehouse.sql.ColumnRef;
import dev.gatehouse.sql.Lineage;
import dev.gatehouse.sql.TemporaryTable;
import dev.gatehouse.sql.tree.Relation.Column;

/// Reads one canonical text against a catalogue: tables, columns, and where each output column comes from. Views
/// are read by their definitions. Threads: one.
public final class TreeReader {
    private static final int VIEW_DEPTH = 16;

    /// What a tree says, or why it does not say it with certainty.
    public sealed interface Result {
        record Read(Map<Catalog.Relation, Set<String>> tables, Map<ColumnRef, Set<String>> columns, Lineage lineage)
                implements Result {}

        /// @param missing whether a name was not there, which a newer catalogue may know
        /// @param absent that name, if it stands in the text itself
        record NotRead(String why, boolean missing, Optional<AbsentName> absent) implements Result {
            public NotRead(String why) {
                this(why, false, Optional.empty());
            }
        }
    }

    private final Catalog catalog;
    private final TreeParser parser;
    private final Language language;
    private final Function<String, Optional<CanonicalText>> definitions;
    private final Findings findings = new Findings();
    private final Map<Catalog.Relation, List<Column>> views = new HashMap<>();
    private int depth;

    /// @param definitions makes the canonical text of a view's definition
    public TreeReader(
            Catalog catalog,
            TreeParser parser,
            Language language,
            Function<String, Optional<CanonicalText>> definitions) {
        this.language = language;
        this.catalog = catalog;
        this.parser = parser;
        this.definitions = definitions;
    }

    public Result read(CanonicalText text) {
        try {
            List<Column> outputs = columns(text, catalog);
            List<Lineage.Output> lineage = new ArrayList<>();
            for (Column column : outputs) {
                findings.use(column.sources(), "output");
                lineage.add(findings.output(column.name(), column.sources()));
            }
            return new Result.Read(
                    findings.tables(),
                    findings.columns(),
                    new Lineage(lineage, findings.derived(), findings.nested(), findings.named(), findings.stored()));
        } catch (Unread unread) {
            boolean missing = unread.absent().isPresent();
            return depth > 0 && missing
                    ? new Result.NotRead(
                            "the definition of a view names what is not known here", true, Optional.empty())
                    : new Result.NotRead(String.valueOf(unread.getMessage()), missing, unread.absent());
        }
    }

    private List<Column> columns(CanonicalText text, Catalog tables) {
        Statement tree = parser.parse(text.text()).orElseThrow(() -> new Unread("a construct that is not known"));
        Names names = new Names(text);
        Queries queries = new Queries(findings, names, new Tables(tables), language);
        List<Column> columns =
                switch (tree) {
                    case Select select -> queries.columns(select, null);
                    case Insert insert -> queries.sources().changes().insert(insert);
                    case Update update -> queries.sources().changes().update(update);
                    case Delete delete -> queries.sources().changes().delete(delete);
                    default ->
                        throw new Unread(
                                "a kind of statement: " + tree.getClass().getSimpleName());
                };
        names.requireAll();
        return columns;
    }

    private final class Tables implements Sources.Base {
        private final Catalog tables;

        Tables(Catalog tables) {
            this.tables = tables;
        }

        @Override
        public Optional<Catalog.Relation> find(String schema, String name) {
            return tables.relation(schema, name);
        }

        @Override
        public List<Catalog.Relation> parents(Catalog.Relation table) {
            return tables.parents(table);
        }

        @Override
        public Optional<TemporaryTable> temporary(Catalog.Relation table) {
            return tables.temporary(table);
        }

        @Override
        public List<Column> expand(Catalog.Relation view) {
            List<Column> known = views.get(view);
            if (known != null) {
                return known;
            }
            if (++depth > VIEW_DEPTH) {
                throw new Unread("views nested too deep");
            }
            List<Column> columns = columns(
                    definitions.apply(view.definition()).orElseThrow(() -> new Unread("the definition of a view")),
                    catalog.forDefinitions());
            depth--;
            List<Column> named =
                    Relation.of("", columns).renamed(view.columns()).columns();
            views.put(view, named);
            return named;
        }
    }
}
