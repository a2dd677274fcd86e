package dev.gatehouse.gateway;

import java.util.function.UnaryOperator;

import dev.gatehouse.sql.StatementAnalyzer;

/// How one dialect is read.
///
/// @param withoutLiterals the same text with each literal as `?`, for a record that keeps none; total
public record SqlReader(StatementAnalyzer analyzer, UnaryOperator<String> withoutLiterals) {}
