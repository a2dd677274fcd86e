package dev.gatehouse.gateway.masking;

import java.util.List;
import java.util.Set;

import dev.gatehouse.gateway.reading.Sensitivity;
import dev.gatehouse.sql.StatementFacts;
import dev.gatehouse.wire.row.ColumnMeta;

/// Results that servers make of what they know themselves: settings, plans, warnings, states.
final class ServerTalk {
    private static final Set<String> KINDS = Set.of("show", "explain", "maintenance", "set", "transaction");

    private ServerTalk() {}

    /// Whether the statement's rows are that, and nothing else.
    static boolean isOnly(StatementFacts facts) {
        return !facts.kinds().isEmpty()
                && !facts.opaque()
                && (facts.kinds().contains("explain") || KINDS.containsAll(facts.kinds()));
    }

    /// Whether constants in it may be values: of plans where sensitive tables are used, of warnings, of passwords'
    /// hashes.
    static boolean quotesConstants(StatementFacts facts, List<ColumnMeta> columns, Sensitivity sensitivity) {
        return facts.kinds().contains("maintenance")
                || facts.kinds().contains("explain") && sensitivity.isGuarded()
                || has(columns, "Level") && has(columns, "Message")
                || columns.stream().anyMatch(ServerTalk::isOfErrorsOrAccounts);
    }

    private static boolean isOfErrorsOrAccounts(ColumnMeta column) {
        String name = column.name();
        return starts(name, "Grants for ") || starts(name, "CREATE USER for ") || starts(name, "Last_");
    }

    /// Whether MySQL and MariaDB show other people's statements in this column of a `SHOW`: PROCESSLIST, BINLOG
    /// EVENTS, ENGINE … STATUS.
    static boolean isOfOthers(ColumnMeta column, List<ColumnMeta> columns) {
        return column.name().equalsIgnoreCase("Info") && (has(columns, "Command") || has(columns, "Log_name"))
                || column.name().equalsIgnoreCase("Status") && has(columns, "Type") && has(columns, "Name");
    }

    /// What SIGNAL may have worded: the message of a warning.
    static boolean isWordedFreely(ColumnMeta column, List<ColumnMeta> columns) {
        return column.name().equalsIgnoreCase("Message") && has(columns, "Level");
    }

    private static boolean has(List<ColumnMeta> columns, String name) {
        return columns.stream().anyMatch(column -> column.name().equalsIgnoreCase(name));
    }

    private static boolean starts(String name, String beginning) {
        return name.regionMatches(true, 0, beginning, 0, beginning.length());
    }
}
