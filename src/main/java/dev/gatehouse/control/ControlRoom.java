package dev.gatehouse.control;

import java.util.List;
import java.util.Optional;

import dev.gatehouse.control.api.TargetDetails;
import dev.gatehouse.gateway.ControlPath;
import dev.gatehouse.identity.Network;
import dev.gatehouse.policy.PolicyInput;

/// What there is to ask the running gateway. Threads: any that may wait.
public interface ControlRoom {
    /// Empty while the gateway is not open.
    Optional<ControlPath> path();

    /// What policies know of the targets, in the order of the configuration.
    List<PolicyInput.TargetFacts> targets();

    /// Who may say of a request that it comes from somebody else.
    List<Network> proxies();

    /// Empty for a target that is not there.
    Optional<TargetDetails> details(String target);
}
