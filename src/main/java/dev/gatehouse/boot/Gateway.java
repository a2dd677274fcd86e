package dev.gatehouse.boot;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jboss.logging.Logger;

import dev.gatehouse.gateway.ControlPath;
import dev.gatehouse.wire.Listener;
import dev.gatehouse.wire.Refusal;

/// The running gateway: its open listeners and what has to be closed behind them. Threads: any.
public final class Gateway implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Gateway.class);
    private static final Refusal SHUTTING_DOWN =
            new Refusal.ShuttingDown("the gateway is shutting down; connect again in a moment");

    /// How long the last error may take to reach a client that does not read.
    private static final Duration FAREWELL = Duration.ofMillis(500);

    private final Map<String, Listener> listeners;
    private final ControlPath control;
    private final TargetShelf targets;
    private final Runnable afterwards;
    private volatile boolean closed;

    /// @param listeners by the name of their protocol
    /// @param afterwards closes what sessions rely on; run once, when the last session is gone
    Gateway(Map<String, Listener> listeners, ControlPath control, TargetShelf targets, Runnable afterwards) {
        this.control = control;
        this.targets = targets;
        this.listeners = new LinkedHashMap<>(listeners);
        this.afterwards = afterwards;
    }

    /// Errors: `IllegalArgumentException` when there is no listener for that protocol.
    public int port(String protocol) {
        Listener listener = listeners.get(protocol);
        if (listener == null) {
            throw new IllegalArgumentException("no listener for " + protocol);
        }
        return listener.address().getPort();
    }

    /// Who may ask the gateway itself for what.
    public ControlPath control() {
        return control;
    }

    /// What there is to see of the targets.
    public TargetShelf targets() {
        return targets;
    }

    public int postgresPort() {
        return port("postgresql");
    }

    public int mysqlPort() {
        return port("mysql");
    }

    public Map<String, Integer> ports() {
        Map<String, Integer> ports = new LinkedHashMap<>();
        listeners.forEach(
                (protocol, listener) -> ports.put(protocol, listener.address().getPort()));
        return ports;
    }

    /// False from the first moment of a drain on: whoever asks does not wait for its end.
    public boolean isOpen() {
        return !closed;
    }

    /// Stops accepting, ends each session at its next statement boundary, and closes what is left at the deadline.
    public synchronized void drain(Duration deadline) {
        if (closed) {
            return;
        }
        closed = true;
        long end = System.nanoTime() + deadline.toNanos();
        listeners.values().forEach(Listener::stopAccepting);
        listeners.values().forEach(listener -> listener.drain(SHUTTING_DOWN));
        for (Listener listener : listeners.values()) {
            listener.awaitEmpty(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
            if (listener.connections() > 0) {
                LOG.warnf("deadline reached connections=%d", listener.connections());
                listener.end(SHUTTING_DOWN);
                listener.awaitEmpty(FAREWELL);
            }
            listener.close();
        }
        afterwards.run();
    }

    /// Ends every session now, and then all else.
    @Override
    public void close() {
        drain(Duration.ZERO);
    }
}
