package dev.gatehouse.gateway;

import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.audit.SessionPart;
import dev.gatehouse.gateway.masking.MaskTerms;
import dev.gatehouse.gateway.reading.KnownExecutions;
import dev.gatehouse.gateway.reading.ReadingBadge;
import dev.gatehouse.gateway.reading.RecordedTexts;
import dev.gatehouse.gateway.session.SessionScope;
import dev.gatehouse.identity.Principal;
import dev.gatehouse.policy.PolicyInput;
import dev.gatehouse.policy.Precedents;
import dev.gatehouse.rego.RegoValue;
import dev.gatehouse.wire.Session;

/// The badge of a client that was let in: its principal, and what is the same for each of its statements.
final class Member implements ReadingBadge {
    /// The constant parts of the policy's input, with what was decided by them, and of the record.
    record Parts(Precedents policy, SessionPart record) {}

    private final Principal principal;
    private final TargetSettings target;
    private final RegoValue subject;
    private final AtomicBoolean counted = new AtomicBoolean(true);
    private final SessionScope scope = new SessionScope();
    private final KnownExecutions executions = new KnownExecutions();
    private volatile @Nullable Parts parts;
    private volatile MaskTerms masked = MaskTerms.NONE;

    /// Errors: `IllegalArgumentException`, `ArithmeticException` for claims that policies cannot be shown; found
    /// here, since nobody with such claims may take a place.
    Member(Principal principal, TargetSettings target) {
        this.subject = PolicyInput.subject(principal);
        this.principal = principal;
        this.target = target;
    }

    /// Errors: `IllegalStateException` for a session that did not come in through [LoginPath].
    static Member of(Session session) {
        if (session.badge() instanceof Member member) {
            return member;
        }
        throw new IllegalStateException("a session without a principal");
    }

    Principal principal() {
        return principal;
    }

    TargetSettings target() {
        return target;
    }

    @Override
    public SessionScope scope() {
        return scope;
    }

    @Override
    public KnownExecutions executions() {
        return executions;
    }

    /// Whether this call is the one that gives back the place that the session took.
    boolean leave() {
        return counted.compareAndSet(true, false);
    }

    /// Under which terms a statement of the session was last shown values only masked.
    MaskTerms masked() {
        return masked;
    }

    void masked(MaskTerms terms) {
        masked = terms;
    }

    Parts parts(Session session) {
        Parts known = parts;
        if (known == null) {
            known = build(session);
            parts = known;
        }
        return known;
    }

    private Parts build(Session session) {
        String address = ClientAddress.of(session.client());
        return new Parts(
                new Precedents(PolicyInput.session(
                        subject,
                        new PolicyInput.SessionFacts(
                                session.id(), session.protocol(), address, session.application(), session.tls()),
                        new PolicyInput.TargetFacts(
                                target.target().name(),
                                target.target().protocol(),
                                target.target().database(),
                                target.labels()))),
                SessionPart.of(
                        session.id(),
                        principal,
                        new SessionPart.Road(
                                address,
                                RecordedTexts.said(session.application()),
                                target.target().name(),
                                session.protocol())));
    }

    @Override
    public String display() {
        return principal
                .onBehalfOf()
                .map(other -> principal.id() + " for " + other.id())
                .orElse(principal.id());
    }

    @Override
    public String owner() {
        return principal.identity();
    }
}
