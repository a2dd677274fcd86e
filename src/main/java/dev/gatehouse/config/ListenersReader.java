package dev.gatehouse.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.netty.handler.ssl.SslContext;

import dev.gatehouse.config.Settings.ListenerSettings;
import dev.gatehouse.wire.TlsContexts;

/// Reads `gatehouse.listeners`.
final class ListenersReader {
    /// The keys, which are short, and the protocols' own names.
    private static final Map<String, String> LISTENERS = Map.of("postgres", "postgresql", "mysql", "mysql");

    private final FaultFinder find;
    private final Set<String> protocols;

    ListenersReader(FaultFinder find, Set<String> protocols) {
        this.find = find;
        this.protocols = protocols;
    }

    List<ListenerSettings> read(Map<String, GatewayConfig.ListenerConfig> configs) {
        List<ListenerSettings> listeners = new ArrayList<>();
        configs.forEach((name, listener) -> {
            String path = "gatehouse.listeners." + name;
            String protocol = LISTENERS.getOrDefault(name, name);
            if (!protocols.contains(protocol)) {
                find.fault(path, "is no protocol", find.oneOf(LISTENERS.keySet()));
            }
            if (listeners.stream().anyMatch(listed -> listed.protocol().equals(protocol))) {
                find.fault(path, "is a second listener for " + protocol, "name one listener for each protocol");
            }
            InetSocketAddress bind = find.address(path + ".bind", listener.bind());
            boolean allowed = find.flag(path + ".allow-plaintext", listener.allowPlaintext(), false);
            Optional<SslContext> tls = listener.tls().flatMap(files -> tls(path + ".tls", protocol, files));
            boolean loopback = isLoopback(path + ".bind", bind);
            if (!loopback && !allowed && listener.tls().isEmpty()) {
                find.fault(
                        path,
                        bind.getHostString() + " is not loopback and the listener has no TLS",
                        "give tls.certificate and tls.key, or say allow-plaintext: true");
            }
            listeners.add(new ListenerSettings(protocol, bind, tls, loopback || allowed));
        });
        if (listeners.isEmpty()) {
            find.fault("gatehouse.listeners", "is empty", "name at least one");
        }
        return listeners;
    }

    private Optional<SslContext> tls(String path, String protocol, GatewayConfig.TlsConfig tls) {
        Optional<Path> certificate = file(path + ".certificate", tls.certificate());
        Optional<Path> key = file(path + ".key", tls.key());
        Optional<Path> clientCa = tls.clientCa().flatMap(ca -> find.file(path + ".client-ca", ca));
        if (certificate.isEmpty()
                || key.isEmpty()
                || clientCa.isPresent() != tls.clientCa().isPresent()) {
            return Optional.empty();
        }
        var identity = new TlsContexts.Identity(certificate.get(), key.get());
        return find.built(path, () -> TlsContexts.listener(identity, clientCa, List.of(protocol)));
    }

    private Optional<Path> file(String path, Optional<String> value) {
        String name = find.required(path, value, "name a PEM file");
        return value.isEmpty() ? Optional.empty() : find.file(path, name);
    }

    private boolean isLoopback(String path, InetSocketAddress bind) {
        try {
            return InetAddress.getByName(bind.getHostString()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            find.fault(path, "the host " + bind.getHostString() + " is not known", "name an address of this machine");
            return false;
        }
    }
}
