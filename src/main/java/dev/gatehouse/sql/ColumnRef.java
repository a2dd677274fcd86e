package dev.gatehouse.sql;

/// A column of a base table.
public record ColumnRef(String schema, String table, String name) {}
