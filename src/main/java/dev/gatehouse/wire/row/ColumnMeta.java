package dev.gatehouse.wire.row;

/// One column as the server announced it, with where the server says it comes from.
///
/// @param name the output name
/// @param schema the base table's schema (MySQL), empty where the server names none
/// @param table the base table's name (MySQL `org_table`), empty where the server names none
/// @param column the base column's name (MySQL `org_name`), empty where the server names none
/// @param tableId PostgreSQL's table OID, 0 when the column is no plain column of a table
/// @param attribute PostgreSQL's attribute number, 0 likewise
/// @param typeId PostgreSQL's type OID, or MySQL's column type byte, or what MariaDB says beside it
/// @param typeModifier PostgreSQL's atttypmod, or MySQL's column length
/// @param flags MySQL's column flags; 0 for PostgreSQL
/// @param charset MySQL's collation id; 0 for PostgreSQL
/// @param format how this column's cells are written in the rows to come
public record ColumnMeta(
        String name,
        String schema,
        String table,
        String column,
        long tableId,
        int attribute,
        int typeId,
        int typeModifier,
        int flags,
        int charset,
        CellFormat format) {
    /// Types that MariaDB sends as strings, and names in a column's extended metadata; above every type byte.
    public static final int MARIADB_UUID = 0x100;

    public static final int MARIADB_INET6 = 0x101;
    public static final int MARIADB_INET4 = 0x102;

    /// The same column with its cells written in another way.
    public ColumnMeta as(CellFormat other) {
        return other == format
                ? this
                : new ColumnMeta(
                        name, schema, table, column, tableId, attribute, typeId, typeModifier, flags, charset, other);
    }
}
