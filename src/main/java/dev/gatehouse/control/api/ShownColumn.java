package dev.gatehouse.control.api;

import java.util.List;

/// A sensitive column.
///
/// @param type as the server writes it
/// @param evidence at least one
public record ShownColumn(String schema, String table, String column, String type, List<ColumnEvidence> evidence) {
    public ShownColumn {
        evidence = List.copyOf(evidence);
    }
}
