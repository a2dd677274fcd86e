package dev.gatehouse.policy;

/// The policy's output is not of the contract's form; caught in [PolicyEngine], where it becomes a deny.
final class MalformedDecision extends RuntimeException {
    MalformedDecision(String message) {
        super(message, null, false, false);
    }
}
