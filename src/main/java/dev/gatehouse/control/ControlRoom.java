package dev.gatehouse.control;

import java.util.List;
import java.util.Optional;

import dev.gatehouse.control.api.TargetDetails;
import dev.gatehouse.gateway.ControlPath;
import dev.gatehouse.policy.PolicyInput;

/// What there is to ask the running gateway. Threads: any that may wait.
public interface ControlRoom {
    /// Empty while the gateway is not open.
    Optional<ControlPath> path();

    /// What policies know of the targets, in the order of the configuration.
    List<PolicyInput.TargetFacts> targets();

    /// Empty for a target that is not there.
    Optional<TargetDetails> details(String target);
}
