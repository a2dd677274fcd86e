package dev.gatehouse.gateway.masking;

import java.util.Set;
import java.util.regex.Pattern;

import dev.gatehouse.wire.ServerError;

/// What the words of an error are about, by its code (PostgreSQL's manual, "Error Codes"; MariaDB's, "Error
/// Codes"). Codes that are not here may say anything.
enum ErrorCodes {
    /// Names of things, places in the text, states.
    NAMES,
    /// Values too.
    VALUES,
    UNKNOWN;

    private static final Set<String> CLASSES_OF_NAMES = Set.of(
            "03", "08", "0A", "0B", "25", "26", "28", "2D", "34", "3B", "3D", "3F", "40", "42", "53", "54", "55", "57",
            "58", "F0");
    private static final Set<String> CLASSES_OF_VALUES =
            Set.of("00", "01", "02", "21", "22", "23", "24", "27", "2B", "44");

    private static final Set<Integer> MYSQL_NAMES = Set.of(
            1005, 1007, 1008, 1022, 1040, 1044, 1045, 1046, 1049, 1050, 1051, 1052, 1053, 1054, 1055, 1056, 1059, 1060,
            1061, 1063, 1064, 1065, 1066, 1067, 1068, 1069, 1070, 1071, 1072, 1075, 1091, 1093, 1094, 1095, 1101, 1102,
            1103, 1104, 1109, 1110, 1111, 1112, 1113, 1115, 1118, 1120, 1130, 1136, 1138, 1140, 1141, 1142, 1143, 1144,
            1146, 1147, 1148, 1149, 1153, 1158, 1159, 1160, 1161, 1166, 1167, 1170, 1171, 1172, 1191, 1192, 1193, 1194,
            1203, 1205, 1213, 1214, 1215, 1217, 1221, 1222, 1225, 1226, 1227, 1229, 1230, 1232, 1233, 1234, 1235, 1238,
            1239, 1241, 1242, 1243, 1246, 1247, 1248, 1250, 1253, 1267, 1270, 1271, 1273, 1276, 1286, 1288, 1289, 1290,
            1293, 1295, 1304, 1305, 1306, 1317, 1318, 1319, 1320, 1324, 1325, 1326, 1327, 1336, 1347, 1348, 1349, 1351,
            1353, 1356, 1360, 1362, 1364, 1370, 1394, 1395, 1399, 1400, 1402, 1414, 1415, 1418, 1419, 1422, 1424, 1442,
            1461, 1471, 1479, 1480, 1568, 1630, 1665, 1792, 1836, 1969, 3024, 3100, 4031);
    private static final Set<Integer> MYSQL_VALUES = Set.of(
            1048, 1062, 1105, 1169, 1216, 1262, 1264, 1265, 1292, 1366, 1367, 1406, 1411, 1416, 1441, 1451, 1452, 1525,
            1526, 1557, 1582, 1586, 1690, 1748, 1761, 1762, 3140, 3141, 3143, 3156, 3819, 4025, 4037, 4038);

    /// Sentences of the servers themselves, as [Quoted#gone] leaves them, with `#` for numbers.
    private static final Set<String> SENTENCES = Set.of(
            // PostgreSQL
            "duplicate key value violates unique constraint \"***\"",
            "conflicting key value violates exclusion constraint \"***\"",
            "null value in column \"***\" violates not-null constraint",
            "insert or update on table \"***\"",
            "update or delete on table \"***\"",
            "new row for relation \"***\"",
            "no partition of relation \"***\" found for row",
            "new row violates row-level security policy for table \"***\"",
            "invalid input syntax for type integer: \"***\"",
            "invalid input syntax for type bigint: \"***\"",
            "invalid input syntax for type smallint: \"***\"",
            "invalid input syntax for type numeric: \"***\"",
            "invalid input syntax for type double precision: \"***\"",
            "invalid input syntax for type boolean: \"***\"",
            "invalid input syntax for type uuid: \"***\"",
            "invalid input syntax for type date: \"***\"",
            "invalid input syntax for type timestamp: \"***\"",
            "invalid input syntax for type timestamp with time zone: \"***\"",
            "invalid input syntax for type interval: \"***\"",
            "invalid input syntax for type json",
            "date/time field value out of range: \"***\"",
            "value \"***\"",
            "integer out of range",
            "bigint out of range",
            "smallint out of range",
            "numeric field overflow",
            "division by zero",
            "value too long for type character varying(#)",
            "value too long for type character(#)",
            "syntax error at or near \"***\"",
            "syntax error at end of input",
            "relation \"***\" does not exist",
            "relation \"***\" already exists",
            "relation \"***\" already exists, skipping",
            "table \"***\" does not exist, skipping",
            "column \"***\" does not exist",
            "column \"***\"",
            "current transaction is aborted, commands ignored until end of transaction block",
            "cannot execute INSERT in a read-only transaction",
            "cannot execute UPDATE in a read-only transaction",
            "cannot execute DELETE in a read-only transaction",
            "canceling statement due to user request",
            "canceling statement due to statement timeout",
            "canceling statement due to lock timeout",
            "deadlock detected",
            "could not serialize access due to concurrent update",
            "could not serialize access due to read/write dependencies among transactions",
            // MariaDB and MySQL
            "Duplicate entry '***'",
            "Column '***' cannot be null",
            "Column '***'",
            "Unknown column '***'",
            "Table '***' doesn't exist",
            "Unknown table '***'",
            "Field '***' doesn't have a default value",
            "Data too long for column '***' at row #",
            "Data truncated for column '***' at row #",
            "Out of range value for column '***' at row #",
            "Incorrect integer value: '***' at row #",
            "Incorrect decimal value: '***' at row #",
            "Incorrect double value: '***' at row #",
            "Incorrect date value: '***' at row #",
            "Incorrect datetime value: '***' at row #",
            "Incorrect string value: '***' at row #",
            "Truncated incorrect DOUBLE value: '***'",
            "Truncated incorrect INTEGER value: '***'",
            "Truncated incorrect DECIMAL value: '***'",
            "Truncated incorrect datetime value: '***'",
            "Column count doesn't match value count at row #",
            "Cannot add or update a child row: a foreign key constraint fails (`***`)",
            "Cannot delete or update a parent row: a foreign key constraint fails (`***`)",
            "CONSTRAINT `***`",
            "Lock wait timeout exceeded; try restarting transaction",
            "Deadlock found when trying to get lock; try restarting transaction",
            "Query execution was interrupted",
            "Subquery returns more than # row",
            "Cannot execute statement in a READ ONLY transaction",
            "You have an error in your SQL syntax; check the manual that corresponds to your MariaDB server version"
                    + " for the right syntax to use near '***' at line #",
            "You have an error in your SQL syntax; check the manual that corresponds to your MySQL server version"
                    + " for the right syntax to use near '***' at line #");

    private static final Pattern NUMBER = Pattern.compile("[0-9]+");

    static ErrorCodes of(ServerError error) {
        if (error.vendorCode() != 0) {
            return MYSQL_NAMES.contains(error.vendorCode())
                    ? NAMES
                    : MYSQL_VALUES.contains(error.vendorCode()) ? VALUES : UNKNOWN;
        }
        String first = error.code().length() < 2 ? "" : error.code().substring(0, 2);
        return CLASSES_OF_NAMES.contains(first) ? NAMES : CLASSES_OF_VALUES.contains(first) ? VALUES : UNKNOWN;
    }

    /// Whether a server says this itself; `gone` is the message without what it quotes.
    static boolean isServers(String gone) {
        return SENTENCES.contains(NUMBER.matcher(gone).replaceAll("#"));
    }
}
