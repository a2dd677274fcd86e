package dev.gatehouse.control.api;

import java.util.List;
import java.util.SortedMap;

/// A target with what is known of its sensitive columns.
///
/// @param catalog the version of the catalogue; it grows with each change. 0 while none has been read
/// @param tables how many tables and views the catalogue has
public record TargetDetails(
        String name,
        String protocol,
        String database,
        SortedMap<String, String> labels,
        long catalog,
        int tables,
        List<ShownColumn> columns) {
    public TargetDetails {
        columns = List.copyOf(columns);
    }
}
