package dev.gatehouse.config;

import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.quarkus.arc.DefaultBean;
import org.eclipse.microprofile.config.Config;

import dev.gatehouse.wire.WireProtocol;

/// Settings from `application.yaml`, the environment, and whatever else Quarkus reads.
@DefaultBean
@ApplicationScoped
public class ConfiguredSettings implements SettingsSource {
    private final GatewayConfig gatehouse;
    private final Config config;

    @Inject
    ConfiguredSettings(GatewayConfig gatehouse, Config config) {
        this.gatehouse = gatehouse;
        this.config = config;
    }

    @Override
    public Configuration read() {
        Set<String> protocols = ServiceLoader.load(WireProtocol.class).stream()
                .map(provider -> provider.get().name())
                .collect(Collectors.toSet());
        return SettingsReader.read(gatehouse, config.getPropertyNames(), protocols);
    }
}
