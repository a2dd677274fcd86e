package dev.gatehouse.sql;

import java.util.Map;

/// Reads a text of one dialect. Total, bounded in size and depth, free of side effects. Threads: any.
public interface StatementAnalyzer {
    /// `variables` are the server-reported settings that change the reading (`standard_conforming_strings`,
    /// `sql_mode`, `server_version` …), by the server's own names.
    Analysis analyze(String sql, Map<String, String> variables);
}
