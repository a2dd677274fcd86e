package dev.gatehouse.boot;

import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import dev.gatehouse.control.ControlRoom;
import dev.gatehouse.control.api.TargetDetails;
import dev.gatehouse.gateway.ControlPath;
import dev.gatehouse.identity.Network;
import dev.gatehouse.policy.PolicyInput;

/// The control room of the gateway that runs in this process. Threads: any.
@ApplicationScoped
public class OpenRoom implements ControlRoom {
    private final Lifecycle lifecycle;

    @Inject
    OpenRoom(Lifecycle lifecycle) {
        this.lifecycle = lifecycle;
    }

    @Override
    public Optional<ControlPath> path() {
        return lifecycle.running().map(Gateway::control);
    }

    @Override
    public List<PolicyInput.TargetFacts> targets() {
        return lifecycle.running().map(running -> running.targets().facts()).orElse(List.of());
    }

    @Override
    public List<Network> proxies() {
        return lifecycle.proxies();
    }

    @Override
    public Optional<TargetDetails> details(String target) {
        return lifecycle.running().flatMap(running -> running.targets().details(target));
    }
}
