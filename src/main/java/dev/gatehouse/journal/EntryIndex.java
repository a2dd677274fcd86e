package dev.gatehouse.journal;

/// The place of an entry in the journal; the first is 0, and there are no gaps.
public record EntryIndex(long value) {}
