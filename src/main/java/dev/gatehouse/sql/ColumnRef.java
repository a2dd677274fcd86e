package dev.gatehouse.sql;

/// A column of a base table.
public record ColumnRef(String schema, String table, String name) {
    public boolean isOf(String schema, String table) {
        return this.schema.equals(schema) && this.table.equals(table);
    }
}
