package dev.gatehouse.sql;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/// Makes queries that are hard to read: aliases and WITH queries called like tables, columns called like others,
/// merged columns, correlation, comments and quotes in odd places. The same seed makes the same query. What it
/// makes may be wrong in meaning; a server then says so.
public final class QueryMaker {
    /// The tables that the queries are about; every column is a text.
    public static final Map<String, List<String>> TABLES = new LinkedHashMap<>();

    static {
        TABLES.put("a", List.of("id", "x", "y"));
        TABLES.put("b", List.of("id", "x", "z"));
        TABLES.put("c", List.of("id", "w", "a"));
    }

    private static final List<String> NAMES = List.of("a", "b", "c", "d");
    private static final List<String> COLUMNS = List.of("id", "x", "y", "z", "w", "a");
    private static final Set<String> SQL = Words.of("""
            select from where join on using natural left right cross order by group having limit union all with
            as in exists case when then else end and or not is null distinct lateral recursive over partition
            max concat coalesce values row table like intersect except upper count
            """);

    private final Random random;
    private final boolean mysql;
    private int depth;

    private record Item(String alias, List<String> columns) {}

    private record Query(String text, List<String> columns) {}

    public QueryMaker(long seed, boolean mysql) {
        this.random = new Random(seed);
        this.mysql = mysql;
    }

    public String make() {
        return disguise(query(new LinkedHashMap<>(TABLES), List.of()).text());
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private Query query(Map<String, List<String>> known, List<Item> outer) {
        depth++;
        Map<String, List<String>> tables = new LinkedHashMap<>(known);
        StringBuilder with = new StringBuilder();
        Set<String> taken = new HashSet<>();
        while (depth < 3 && chance(25)) {
            String name = any(NAMES);
            if (taken.add(name)) {
                Query body = query(tables, List.of());
                boolean named = chance(40);
                List<String> columns = named ? distinct(body.columns().size()) : body.columns();
                with.append(with.isEmpty() ? "with " : ", ")
                        .append(name)
                        .append(named ? "(" + String.join(", ", columns) + ")" : "")
                        .append(" as (")
                        .append(body.text())
                        .append(")");
                tables.put(name, columns);
            }
        }
        Query select = select(tables, outer);
        String text = with + " " + select.text();
        if (depth < 4 && chance(12)) {
            text += any(List.of(" union ", " union all ", " except ", " intersect "))
                    + sized(tables, outer, select.columns().size());
        }
        depth--;
        return new Query(text.strip(), select.columns());
    }

    private List<String> distinct(int size) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            String name = any(COLUMNS);
            all.add(all.contains(name) ? name + i : name);
        }
        return all;
    }

    private String sized(Map<String, List<String>> tables, List<Item> outer, int size) {
        List<Item> items = new ArrayList<>();
        String from = item(tables, items, outer);
        List<String> list = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            list.add(column(items));
        }
        return "select " + String.join(", ", list) + " from " + from;
    }

    private Query select(Map<String, List<String>> tables, List<Item> outer) {
        List<Item> items = new ArrayList<>();
        StringBuilder from = new StringBuilder(item(tables, items, outer));
        while (chance(45) && items.size() < 4) {
            join(from, tables, items, outer);
        }
        List<Item> visible = new ArrayList<>(items);
        visible.addAll(outer);
        List<String> names = new ArrayList<>();
        List<String> list = new ArrayList<>();
        do {
            output(tables, items, visible, list, names);
        } while (chance(55));
        StringBuilder text = new StringBuilder(chance(8) ? "select distinct " : "select ")
                .append(String.join(", ", list))
                .append(" from ")
                .append(from);
        if (chance(45)) {
            text.append(" where ").append(condition(tables, visible));
        }
        if (chance(25)) {
            text.append(" order by ").append(chance(40) ? "1" : chance(50) ? any(COLUMNS) : column(items));
        }
        return new Query(text.toString(), names);
    }

    private void join(StringBuilder from, Map<String, List<String>> tables, List<Item> items, List<Item> outer) {
        switch (random.nextInt(5)) {
            case 0 -> from.append(", ").append(item(tables, items, outer));
            case 1 ->
                from.append(any(List.of(" natural join ", " natural left join ", " natural right join ")))
                        .append(item(tables, items, outer));
            case 2 -> {
                from.append(any(List.of(" join ", " left join ", " right join ")))
                        .append(item(tables, items, outer));
                from.append(" using (")
                        .append(chance(70) ? "id" : chance(50) ? "id, x" : "x, id")
                        .append(")");
            }
            default -> {
                from.append(chance(60) ? " join " : " left join ").append(item(tables, items, outer));
                from.append(" on ").append(column(items)).append(" = ").append(column(items));
            }
        }
    }

    private String item(Map<String, List<String>> tables, List<Item> items, List<Item> outer) {
        String alias = any(NAMES);
        if (depth < 4 && chance(25)) {
            boolean lateral = chance(30) && !items.isEmpty();
            List<Item> seen = new ArrayList<>(outer);
            if (lateral) {
                seen.addAll(items);
            }
            Query query = query(tables, seen);
            boolean named = chance(30) && !mysql;
            List<String> columns = named ? distinct(query.columns().size()) : query.columns();
            items.add(new Item(alias, columns));
            return (lateral && !mysql ? "lateral (" : "(") + query.text() + ") " + alias
                    + (named ? "(" + String.join(", ", columns) + ")" : "");
        }
        String table = any(List.copyOf(tables.keySet()));
        List<String> columns = tables.get(table);
        boolean named = chance(50);
        items.add(new Item(named ? alias : table, columns));
        return table + (named ? (chance(50) ? " as " : " ") + alias : "");
    }

    private void output(
            Map<String, List<String>> tables,
            List<Item> items,
            List<Item> visible,
            List<String> list,
            List<String> names) {
        switch (random.nextInt(8)) {
            case 0 -> {
                if (list.isEmpty()) {
                    list.add("*");
                    items.forEach(item -> names.addAll(item.columns()));
                } else {
                    named(column(visible), list, names);
                }
            }
            case 1 -> {
                Item item = any(items);
                list.add(item.alias() + ".*");
                names.addAll(item.columns());
            }
            case 2 -> {
                String column = any(any(items).columns());
                list.add(column);
                names.add(column);
            }
            default -> named(expression(tables, visible), list, names);
        }
    }

    private void named(String expression, List<String> list, List<String> names) {
        String name = any(COLUMNS);
        list.add(expression + " as " + name);
        names.add(name);
    }

    private String column(List<Item> visible) {
        Item item = any(visible);
        String column = item.columns().isEmpty() ? "id" : any(item.columns());
        return chance(60) ? item.alias() + "." + column : column;
    }

    private String expression(Map<String, List<String>> tables, List<Item> visible) {
        String column = column(visible);
        return switch (random.nextInt(mysql ? 8 : 10)) {
            case 0 -> "upper(" + column + ")";
            case 1 -> "concat(" + column + ", " + column(visible) + ")";
            case 2 -> "case when " + column + " = 'q' then " + column(visible) + " else 'e' end";
            case 3 -> depth < 4 ? scalar(tables, visible) : column;
            case 4 -> "coalesce(" + column + ", 'n')";
            case 5 -> "max(" + column + ") over (partition by " + column(visible) + ")";
            case 8 -> any(visible).alias() + "::text";
            case 9 -> "array_to_string(array(select " + column + "), ',')";
            default -> column;
        };
    }

    private String scalar(Map<String, List<String>> tables, List<Item> visible) {
        depth++;
        List<Item> items = new ArrayList<>();
        String from = item(tables, items, List.of());
        List<Item> all = new ArrayList<>(items);
        all.addAll(visible);
        String text =
                "(select max(" + column(all) + ") from " + from + " where " + column(items) + " = " + column(all) + ")";
        depth--;
        return text;
    }

    private String condition(Map<String, List<String>> tables, List<Item> visible) {
        return switch (random.nextInt(4)) {
            case 0 -> column(visible) + " in (select " + column(visible) + " from " + any(NAMES.subList(0, 3)) + ")";
            case 1 -> "exists (select 1 from " + any(NAMES.subList(0, 3)) + " where " + column(visible) + " = 'v')";
            case 2 -> column(visible) + " = " + (depth < 4 ? scalar(tables, visible) : "'u'");
            default -> column(visible) + " like 'p%' or " + column(visible) + " is null";
        };
    }

    /// Other comments, blanks, cases and quotes, with the same meaning.
    private String disguise(String text) {
        StringBuilder out = new StringBuilder();
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            int end = i;
            while (end < text.length() && (Ascii.letter(text.charAt(end)) || Ascii.digit(text.charAt(end)))) {
                end++;
            }
            if (c == '\'') {
                end = text.indexOf('\'', i + 1) + 1;
                out.append(text, i, end);
            } else if (end > i) {
                out.append(word(text.substring(i, end)));
            } else {
                end = i + 1;
                out.append(c == ' ' && chance(15) ? any(blanks()) : String.valueOf(c));
            }
            i = end;
        }
        return out.toString();
    }

    private List<String> blanks() {
        return mysql
                ? List.of("\n", "\t", "/* ' */", " -- from c\n", " # \"\n", " /*! */ ", "/**/ ")
                : List.of("\n", "\t", "/* ' /* \" */ */", " -- from c\n", "/**/ ", "\f");
    }

    private String word(String word) {
        boolean name = !SQL.contains(word) && !Ascii.digit(word.charAt(0)) && !word.equals("text");
        if (name && !word.startsWith("array") && chance(15)) {
            return mysql ? "`" + word + "`" : "\"" + word + "\"";
        }
        boolean tableInMysql = mysql && NAMES.contains(word); // tables have a case there
        return !tableInMysql && chance(10) ? word.toUpperCase(java.util.Locale.ROOT) : word;
    }
}
