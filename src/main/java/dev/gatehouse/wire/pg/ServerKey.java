package dev.gatehouse.wire.pg;

/// What cancels a query at the server; never shown to a client.
record ServerKey(int processId, byte[] secret) {}
