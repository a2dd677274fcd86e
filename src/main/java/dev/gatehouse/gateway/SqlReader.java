package dev.gatehouse.gateway;

import dev.gatehouse.sql.SqlNormalizer;
import dev.gatehouse.sql.StatementAnalyzer;

/// How one dialect is read.
///
/// @param normalizer for a record that keeps no literals
public record SqlReader(StatementAnalyzer analyzer, SqlNormalizer normalizer) {}
