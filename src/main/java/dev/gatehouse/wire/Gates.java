package dev.gatehouse.wire;

/// The two questions that wire asks of the house.
public record Gates(LoginGate login, StatementGate statements) {}
