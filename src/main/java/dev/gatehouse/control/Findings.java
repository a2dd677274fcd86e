package dev.gatehouse.control;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import io.quarkus.qute.TemplateData;

import dev.gatehouse.control.api.ColumnEvidence;
import dev.gatehouse.control.api.ShownColumn;

/// The sensitive columns of a target, as a page shows them: by table, and those that only show what the server
/// itself does apart.
///
/// @param kinds how many of people's own columns are of each kind; one of two kinds is in both
@TemplateData
public record Findings(List<TableFindings> own, List<TableFindings> servers, SortedMap<String, Integer> kinds) {
    private static final String OF_SERVERS = "internal";

    /// @param columns at least one
    @TemplateData
    public record TableFindings(String schema, String table, List<ShownColumn> columns) {}

    static Findings of(List<ShownColumn> columns) {
        List<ShownColumn> own =
                columns.stream().filter(column -> !isServers(column)).toList();
        SortedMap<String, Integer> kinds = new TreeMap<>();
        for (ShownColumn column : own) {
            column.evidence().stream()
                    .map(ColumnEvidence::kind)
                    .distinct()
                    .forEach(kind -> kinds.merge(kind, 1, Integer::sum));
        }
        return new Findings(
                byTable(own),
                byTable(columns.stream().filter(Findings::isServers).toList()),
                kinds);
    }

    private static boolean isServers(ShownColumn column) {
        return column.evidence().stream().allMatch(evidence -> evidence.kind().equals(OF_SERVERS));
    }

    private static List<TableFindings> byTable(List<ShownColumn> columns) {
        record Name(String schema, String table) {}
        Map<Name, List<ShownColumn>> tables = new LinkedHashMap<>();
        for (ShownColumn column : columns) {
            tables.computeIfAbsent(new Name(column.schema(), column.table()), _ -> new ArrayList<>())
                    .add(column);
        }
        return tables.entrySet().stream()
                .map(table -> new TableFindings(
                        table.getKey().schema(), table.getKey().table(), List.copyOf(table.getValue())))
                .toList();
    }

    /// How many columns of people's own.
    public int count() {
        return count(own);
    }

    public int serversCount() {
        return count(servers);
    }

    private static int count(List<TableFindings> tables) {
        return tables.stream().mapToInt(table -> table.columns().size()).sum();
    }
}
