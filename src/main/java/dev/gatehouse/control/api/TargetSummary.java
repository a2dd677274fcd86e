package dev.gatehouse.control.api;

import java.util.SortedMap;

/// A target among others.
///
/// @param sensitive how many of its columns are, without those of the server's own tables; -1 while its catalogue
///     has not been read
public record TargetSummary(
        String name, String protocol, String database, SortedMap<String, String> labels, int sensitive) {}
