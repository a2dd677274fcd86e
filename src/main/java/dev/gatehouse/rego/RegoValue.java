package dev.gatehouse.rego;

/// A value of the Rego language.
public interface RegoValue {}
