package dev.gatehouse.gateway.session;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.gatehouse.sql.Ascii;
import dev.gatehouse.sql.ColumnRef;
import dev.gatehouse.sql.StatementFacts;
import dev.gatehouse.sql.TemporaryChange;
import dev.gatehouse.sql.TemporaryTable;

/// What one statement does to the session's temporary tables. Schemas are empty where the text names none.
sealed interface OwnStep {
    int MOST_WORDS = 10_000;
    Pattern WORD = Pattern.compile("[\\p{L}_\\x80-\\x{10ffff}][\\p{L}\\p{N}_$\\x80-\\x{10ffff}]*");

    record Make(TemporaryChange.Made made) implements OwnStep {}

    /// No temporary table of this name is left.
    record Drop(String schema, String name) implements OwnStep {}

    /// What these names mean afterwards cannot be told.
    record Lose(Set<String> names) implements OwnStep {
        public Lose {
            names = Set.copyOf(names);
        }
    }

    /// If one of these is a temporary table, nobody knows afterwards which of them is.
    record Rename(Set<String> names) implements OwnStep {
        public Rename {
            names = Set.copyOf(names);
        }
    }

    /// The statement may do anything to any of them.
    record LoseAll() implements OwnStep {}

    /// None is left.
    record AllGone() implements OwnStep {}

    /// Rows that draw on these columns may be written to it.
    record Draw(String schema, String name, Set<ColumnRef> sources) implements OwnStep {
        public Draw {
            sources = Set.copyOf(sources);
        }
    }

    /// A text that was not understood, and may make temporary tables: each word of it may be the name of one.
    static List<OwnStep> ofUnread(String sql) {
        if (!sql.toLowerCase(java.util.Locale.ROOT).contains("temp")) {
            return List.of();
        }
        Set<String> words = new HashSet<>();
        Matcher word = WORD.matcher(sql);
        while (word.find() && words.size() < MOST_WORDS) {
            words.add(word.group());
            words.add(Ascii.lower(word.group()));
        }
        return List.of(new Lose(words));
    }

    static List<OwnStep> of(StatementFacts facts) {
        List<OwnStep> steps = new ArrayList<>();
        if (facts.opaque() || FreeFunctions.runs(facts)) {
            steps.add(new LoseAll());
        }
        boolean explains = facts.kinds().contains("explain"); // which makes nothing unless it runs what it explains
        if (facts.temporary().isPresent() && !explains) {
            switch (facts.temporary().get()) {
                case TemporaryChange.Made made -> {
                    steps.add(new Make(made));
                    if (!made.beside().isEmpty()) {
                        steps.add(new Lose(made.beside()));
                    }
                }
                case TemporaryChange.AllGone _ -> steps.add(new AllGone());
                case TemporaryChange.Kept _ -> {
                    // its columns stay, and its name
                }
            }
        } else if (facts.effects().contains("schema")) {
            define(facts, steps);
        }
        draw(facts, steps);
        return steps;
    }

    /// The same steps where the schema of a name that has none is not certain.
    static List<OwnStep> anywhere(List<OwnStep> steps) {
        List<OwnStep> all = new ArrayList<>();
        for (OwnStep step : steps) {
            all.add(
                    switch (step) {
                        case Make(var made)
                        when made.table().schema().isEmpty() ->
                            new Lose(Set.of(made.table().name()));
                        case Drop(String schema, String name) when schema.isEmpty() -> new Lose(Set.of(name));
                        case Draw(String schema, String _, Set<ColumnRef> _) when schema.isEmpty() -> new LoseAll();
                        case Make _, Drop _, Draw _, Lose _, Rename _, LoseAll _, AllGone _ -> step;
                    });
        }
        return all;
    }

    private static void define(StatementFacts facts, List<OwnStep> steps) {
        boolean creates = facts.kinds().contains("create");
        boolean drops = facts.kinds().equals(Set.of("drop"));
        boolean stores = creates && !facts.effects().contains("write") && readsOwn(facts);
        boolean any = false;
        Set<String> others = new HashSet<>();
        for (StatementFacts.TableUse table : facts.tables()) {
            if (!table.access().contains("schema")) {
                continue;
            }
            any = true;
            boolean own = table.access().contains(StatementFacts.TEMPORARY) || TemporaryTable.isSchema(table.schema());
            boolean numbered = TemporaryTable.isSchema(table.schema()) // it may be that of another session
                    && !table.schema().equals(TemporaryTable.PG_SCHEMA);
            if (drops && numbered) {
                steps.add(new Lose(Set.of(table.name())));
            } else if (drops && (own || table.schema().isEmpty())) {
                steps.add(new Drop(table.schema(), table.name()));
            } else if (own || stores) {
                steps.add(new Lose(Set.of(table.name())));
                if (!creates) {
                    steps.add(new LoseAll());
                }
            }
            others.add(table.name());
        }
        if (!creates && !drops && others.size() > 1) {
            steps.add(new Rename(others));
        }
        if (!any) {
            steps.add(new LoseAll());
        }
    }

    private static boolean readsOwn(StatementFacts facts) {
        return facts.tables().stream()
                .anyMatch(table -> table.access().contains(StatementFacts.TEMPORARY)
                        && table.access().contains("read"));
    }

    private static void draw(StatementFacts facts, List<OwnStep> steps) {
        for (StatementFacts.TableUse table : facts.tables()) {
            if (!table.access().contains("write") || !table.access().contains(StatementFacts.TEMPORARY)) {
                continue;
            }
            Set<ColumnRef> sources = new HashSet<>();
            for (StatementFacts.ColumnUse column : facts.columns()) {
                ColumnRef ref = new ColumnRef(column.schema(), column.table(), column.name());
                if (column.uses().contains("output")
                        && !(TemporaryTable.isSchema(ref.schema())
                                && ref.table().equals(table.name()))) {
                    sources.add(ref);
                }
            }
            if (!sources.isEmpty()) {
                steps.add(new Draw(table.schema(), table.name(), sources));
            }
        }
    }
}
