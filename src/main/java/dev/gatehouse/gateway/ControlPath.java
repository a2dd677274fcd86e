package dev.gatehouse.gateway;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import org.jboss.logging.Logger;

import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.Auditor;
import dev.gatehouse.audit.SessionPart;
import dev.gatehouse.gateway.reading.RecordedTexts;
import dev.gatehouse.identity.AttemptLimiter;
import dev.gatehouse.identity.Authentication;
import dev.gatehouse.identity.IdentityProvider;
import dev.gatehouse.identity.Principal;
import dev.gatehouse.policy.Decision;
import dev.gatehouse.policy.PolicyEngine;
import dev.gatehouse.policy.PolicyInput;
import dev.gatehouse.policy.Reason;
import dev.gatehouse.policy.TimeInput;
import dev.gatehouse.rego.RegoValue;

/// Judges who may ask the gateway itself for something, and what. Each answer is on the record before it is given;
/// every failure is a refusal.
///
/// Threads: any that may wait, for keys and for the disk; never an event loop.
public final class ControlPath {
    private static final Logger LOG = Logger.getLogger(ControlPath.class);
    private static final String PROTOCOL = "http";
    private static final long MOST_SECONDS = 10;

    /// What decides, and what puts it on the record.
    public record Court(PolicyEngine policy, TimeInput time, Auditor auditor, InstantSource clock) {}

    private final IdentityProvider identities;
    private final AttemptLimiter attempts;
    private final Court court;

    /// @param attempts counts failures together with those at the databases' ports
    public ControlPath(IdentityProvider identities, AttemptLimiter attempts, Court court) {
        this.identities = identities;
        this.attempts = attempts;
        this.court = court;
    }

    public sealed interface Entry {
        record Admitted(Visitor visitor) implements Entry {}

        /// The same for all causes.
        record Refused() implements Entry {}

        /// Too many attempts from there have failed, or somebody signs in too often.
        record Overdone() implements Entry {}

        /// It cannot be put on the record just now.
        record Unrecorded() implements Entry {}
    }

    public sealed interface Verdict {
        record Permitted() implements Verdict {}

        /// Why is on the record alone: it may tell targets that are there from those that are not.
        ///
        /// @param decision its id
        record Refused(String decision) implements Verdict {}
    }

    /// Judges a token, for one request.
    public Entry enter(Caller caller, String token) {
        return unlessOverdone(caller, counted(caller), () -> authenticated(caller, token));
    }

    /// Judges a token, for as many requests as there will be: who is admitted is on the record by then.
    public Entry signIn(Caller caller, String token) {
        Entry entry = enter(caller, token);
        return entry instanceof Entry.Admitted(Visitor visitor)
                ? unlessOverdone(caller, counted(visitor), () -> signedIn(visitor))
                : entry;
    }

    /// Somebody who has signed in before, with another request. Whether the token still holds is asked at each
    /// look.
    public Visitor again(Visitor before, Caller caller) {
        return new Visitor(before.principal, caller, before.session);
    }

    private Entry unlessOverdone(Caller caller, String name, Supplier<Entry> entry) {
        return switch (attempts.admit(caller.address(), name)) {
            case OPEN -> entry.get();
            case FIRST_OVER -> {
                recorded(caller, "too many attempts; further ones are not recorded");
                yield new Entry.Overdone();
            }
            case OVER -> new Entry.Overdone();
        };
    }

    /// Nobody is named here, so that only the address counts: a name that a token merely claims would let anybody
    /// keep its owner out.
    private static String counted(Caller caller) {
        return PROTOCOL + ":" + ClientAddress.of(caller.address());
    }

    private static String counted(Visitor visitor) {
        return PROTOCOL + "=" + visitor.identity();
    }

    private Entry signedIn(Visitor visitor) {
        attempts.succeeded(counted(visitor));
        try {
            within(court.auditor
                    .record(new AuditEvent.SessionOpened(visitor.part("")))
                    .toCompletableFuture());
            return new Entry.Admitted(visitor);
        } catch (Unanswered e) {
            LOG.errorf("signing in not on the record why=%s", e.getMessage());
            return new Entry.Unrecorded();
        }
    }

    private Entry authenticated(Caller caller, String token) {
        try {
            Authentication authentication = within(identities
                    .authenticate(token.getBytes(StandardCharsets.UTF_8))
                    .toCompletableFuture());
            return switch (authentication) {
                case Authentication.Known known ->
                    new Entry.Admitted(new Visitor(
                            known.principal(), caller, UUID.randomUUID().toString()));
                case Authentication.Unknown unknown -> refused(caller, unknown.why());
            };
        } catch (Unanswered | IllegalArgumentException | ArithmeticException e) {
            LOG.warnf("visitor not judged why=%s", e.getMessage());
            return refused(caller, "internal error");
        }
    }

    private Entry refused(Caller caller, String why) {
        attempts.failed(caller.address(), counted(caller));
        recorded(caller, why);
        return new Entry.Refused();
    }

    private void recorded(Caller caller, String why) {
        court.auditor.note(
                new AuditEvent.LoginRefused(SessionPart.unproved("", road(caller, "")), RecordedTexts.claimed(why)));
    }

    /// @param target may be a name that the visitor has made up
    private static SessionPart.Road road(Caller caller, String target) {
        return new SessionPart.Road(
                ClientAddress.of(caller.address()),
                RecordedTexts.said(caller.application()),
                RecordedTexts.said(target),
                PROTOCOL);
    }

    /// What was waited for did not come.
    private static final class Unanswered extends Exception {
        private static final long serialVersionUID = 1;

        Unanswered(Throwable cause) {
            super(cause);
        }
    }

    private static <T> T within(CompletableFuture<T> stage) throws Unanswered {
        try {
            return stage.get(MOST_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unanswered(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new Unanswered(e);
        }
    }

    /// Somebody who has proved who it is, with one request. Threads: any.
    public final class Visitor {
        private final Principal principal;
        private final RegoValue subject;
        private final Caller caller;
        private final String session;

        private Visitor(Principal principal, Caller caller, String session) {
            this.subject = PolicyInput.subject(principal);
            this.principal = principal;
            this.caller = caller;
            this.session = session;
        }

        public String name() {
            return principal.id();
        }

        /// Not the name alone, which two issuers may use for two people.
        public String identity() {
            return principal.identity();
        }

        public Instant expires() {
            return principal.expires();
        }

        /// What was signed in is over; on the record soon.
        ///
        /// @param why one of our own sentences
        public void signedOut(String why) {
            court.auditor.closed(new AuditEvent.SessionClosed(part(""), why));
        }

        private SessionPart part(String target) {
            return SessionPart.of(session, principal, road(caller, target));
        }

        /// What the policy says of it. On the record when it is permitted.
        public Verdict ask(String action, PolicyInput.TargetFacts target) {
            return switch (decide(action, target)) {
                case Decision.Permit _ -> new Verdict.Permitted();
                case Decision.Deny deny -> new Verdict.Refused(deny.id());
            };
        }

        private Decision decide(String action, PolicyInput.TargetFacts target) {
            Decision decision = judged(action, target);
            var event = new AuditEvent.ActionDecided(part(target.name()), action, decision);
            try {
                within(court.auditor.record(event).toCompletableFuture());
                return decision;
            } catch (Unanswered e) {
                LOG.errorf("action not on the record action=%s why=%s", action, e.getMessage());
                return deny("gateway/unrecorded", "it cannot be put on the record just now");
            }
        }

        private Decision judged(String action, PolicyInput.TargetFacts target) {
            if (!court.clock.instant().isBefore(principal.expires())) {
                return deny(Refusals.SESSION_EXPIRED, "the token has expired");
            }
            InetSocketAddress address = caller.address();
            var facts = new PolicyInput.SessionFacts(
                    session, PROTOCOL, ClientAddress.of(address), caller.application(), caller.tls());
            Decision decision = court.policy.decideAction(
                    PolicyInput.action(PolicyInput.session(subject, facts, target), action, court.time.now()));
            return decision instanceof Decision.Permit permit
                            && !permit.obligations().isEmpty()
                    ? deny("obligation/action", "the policy asks for what cannot be done here")
                    : decision;
        }

        private Decision deny(String rule, String why) {
            return court.policy.deny(new Reason(rule, why));
        }
    }
}
