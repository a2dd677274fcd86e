package dev.gatehouse.control.api;

/// Why a column is taken for sensitive.
///
/// @param kind such as `email`
/// @param source `configured`, `named`, `comment` or `sampled`
/// @param score how certain, to 1
/// @param words what speaks for it, for people; never a value
public record ColumnEvidence(String kind, String source, double score, String words) {}
