package dev.gatehouse.gateway.reading;

import java.util.Optional;

import dev.gatehouse.sql.SqlNormalizer;
import dev.gatehouse.sql.SqlRewriter;
import dev.gatehouse.sql.StatementAnalyzer;

/// How one dialect is read.
///
/// @param normalizer for a record that keeps no literals
/// @param rewriter for masks where tables are read, if the dialect has them
public record SqlReader(StatementAnalyzer analyzer, SqlNormalizer normalizer, Optional<SqlRewriter> rewriter) {}
