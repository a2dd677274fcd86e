package dev.gatehouse.control.api;

/// Why there is no answer, without any detail that is not the client's own.
public record Problem(String error) {}
