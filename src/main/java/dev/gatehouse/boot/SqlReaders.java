package dev.gatehouse.boot;

import java.util.Map;
import java.util.Optional;

import dev.gatehouse.gateway.reading.SqlReader;
import dev.gatehouse.sql.mysql.MysqlStatementAnalyzer;
import dev.gatehouse.sql.pg.PgMaskingScan;
import dev.gatehouse.sql.pg.PgStatementAnalyzer;
import dev.gatehouse.sql.tree.TreeParser;

/// The readers of the dialects that there are, by the dialects' names.
public final class SqlReaders {
    private SqlReaders() {}

    /// @param mostChars the longest text that is read
    /// @param trees closed by the caller
    public static Map<String, SqlReader> all(int mostChars, TreeParser trees) {
        var postgres = new PgStatementAnalyzer(mostChars, trees);
        var mysql = new MysqlStatementAnalyzer(mostChars, trees);
        return Map.of(
                "postgresql", new SqlReader(postgres, postgres, Optional.of(new PgMaskingScan())),
                "mysql", new SqlReader(mysql, mysql, Optional.empty()));
    }
}
