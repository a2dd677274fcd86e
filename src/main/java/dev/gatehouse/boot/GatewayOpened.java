package dev.gatehouse.boot;

/// Told to whoever observes it when the listeners are open.
public record GatewayOpened(Gateway gateway) {}
