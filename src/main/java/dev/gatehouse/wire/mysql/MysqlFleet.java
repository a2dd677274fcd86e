package dev.gatehouse.wire.mysql;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// What the servers behind a listener have said of themselves, and the greeting that stands for all of them.
///
/// A client reads from the greeting how to talk (what a JSON column looks like, which statements to set a session
/// up with), before anybody knows which server it will be sent to; so the greeting promises what every server
/// keeps. Each server login teaches anew, since a server may have been replaced. Threads: any.
final class MysqlFleet {
    /// @param version as its greeting has it, without the `5.5.5-`
    /// @param capabilities what the greeting offers
    record Known(String version, long capabilities) {}

    private final Map<String, Known> known = new ConcurrentHashMap<>();
    private volatile MysqlGreeting greeting = FleetGreeting.UNKNOWN;

    MysqlGreeting greeting() {
        return greeting;
    }

    void learn(String target, Known server) {
        if (!server.equals(known.put(target, server))) {
            synchronized (known) {
                greeting = FleetGreeting.of(known.values());
            }
        }
    }
}
