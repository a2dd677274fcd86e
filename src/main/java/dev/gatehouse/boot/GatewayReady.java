package dev.gatehouse.boot;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Ready while the listeners accept; no longer once the gateway drains.
@Readiness
@ApplicationScoped
public class GatewayReady implements HealthCheck {
    private final Lifecycle lifecycle;

    @Inject
    GatewayReady(Lifecycle lifecycle) {
        this.lifecycle = lifecycle;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("gateway").status(lifecycle.isOpen()).build();
    }
}
