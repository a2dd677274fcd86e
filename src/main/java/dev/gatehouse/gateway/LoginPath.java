package dev.gatehouse.gateway;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jboss.logging.Logger;

import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.Auditor;
import dev.gatehouse.audit.SessionPart;
import dev.gatehouse.gateway.reading.RecordedTexts;
import dev.gatehouse.identity.AttemptLimiter;
import dev.gatehouse.identity.Authentication;
import dev.gatehouse.identity.CertificateReader;
import dev.gatehouse.identity.CredentialStore;
import dev.gatehouse.identity.IdentityProvider;
import dev.gatehouse.identity.LoginName;
import dev.gatehouse.identity.Principal;
import dev.gatehouse.wire.Credential;
import dev.gatehouse.wire.LoginGate;
import dev.gatehouse.wire.LoginRequest;
import dev.gatehouse.wire.LoginRuling;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.Session;
import dev.gatehouse.wire.SessionHandle;
import dev.gatehouse.wire.Verifier;

/// Judges who comes in. All failures look the same to the client; the record knows the cause.
///
/// Threads: any; nothing here blocks, tokens are judged elsewhere.
public final class LoginPath implements LoginGate {
    private static final Logger LOG = Logger.getLogger(LoginPath.class);
    private static final int MOST_RECORDED_CHARS = 256;

    /// A verifier, and the target that its owner was let in to.
    public record Remembered(Verifier verifier, String target) {}

    /// What proves an identity, and what stands in the way of guessing.
    public record Doorkeepers(
            IdentityProvider identities, CredentialStore<Remembered> verifiers, AttemptLimiter attempts) {}

    private final Map<String, TargetSettings> targets;
    private final Doorkeepers doorkeepers;
    private final SessionRegistry sessions;
    private final Auditor auditor;

    /// `targets` by their names.
    public LoginPath(
            Map<String, TargetSettings> targets, Doorkeepers doorkeepers, SessionRegistry sessions, Auditor auditor) {
        this.targets = Map.copyOf(targets);
        this.doorkeepers = doorkeepers;
        this.sessions = sessions;
        this.auditor = auditor;
    }

    @Override
    public Optional<Verifier> lend(LoginRequest request, String mechanism) {
        return doorkeepers.verifiers.find(key(request, mechanism)).map(lent -> lent.material()
                .verifier());
    }

    @Override
    public CompletionStage<LoginRuling> login(LoginRequest request, Credential credential) {
        AttemptLimiter.Admission admission = doorkeepers.attempts.admit(request.client(), request.user());
        return switch (admission) {
            case OPEN -> judgeOrRefuse(request, credential);
            case FIRST_OVER -> done(recorded(request, "too many failed attempts; further ones are not recorded"));
            case OVER -> done(new LoginRuling.Refused(Refusals.LOGIN_FAILED));
        };
    }

    private CompletionStage<LoginRuling> judgeOrRefuse(LoginRequest request, Credential credential) {
        try {
            return judge(request, credential).exceptionally(failure -> failed(request, failure));
        } catch (RuntimeException e) {
            return done(failed(request, e));
        }
    }

    private LoginRuling failed(LoginRequest request, Throwable failure) {
        LOG.errorf(failure, "login not judged");
        return refused(request, "internal error");
    }

    private CompletionStage<LoginRuling> judge(LoginRequest request, Credential credential) {
        return switch (credential) {
            case Credential.Password password ->
                doorkeepers
                        .identities
                        .authenticate(password.secret().bytes())
                        .thenApply(authentication -> judge(request, authentication));
            case Credential.Certificate certificate ->
                done(judge(request, CertificateReader.read(certificate.chain())));
            case Credential.Proved proved -> done(proved(request, proved.verifier()));
        };
    }

    private LoginRuling judge(LoginRequest request, Authentication authentication) {
        return switch (authentication) {
            case Authentication.Unknown unknown -> refused(request, unknown.why());
            case Authentication.Known known ->
                readings(request).stream()
                        .filter(reading -> known.goesBy(reading.user()))
                        .findFirst()
                        .map(reading -> target(reading.target()))
                        .or(() -> meant(request, known))
                        .map(target -> admit(request, known.principal(), target))
                        .orElseGet(() -> refused(
                                request,
                                known.principal().id() + ": user name is not the token's own, or no such target"));
        };
    }

    /// The target of a client that names none: of the owner's live sessions, all on one target, else the only one
    /// there is. So come the clients of MySQL and MariaDB when they kill a statement for Ctrl-C: a second login by
    /// the same user name, without the database of the first.
    private Optional<TargetSettings> meant(LoginRequest request, Authentication.Known known) {
        if (request.database().isPresent() || !known.goesBy(request.user())) {
            return Optional.empty();
        }
        Set<String> live = sessions.targetsOf(known.principal(), request.protocol());
        List<TargetSettings> candidates = targets.values().stream()
                .filter(target -> target.target().protocol().equals(request.protocol()))
                .filter(target ->
                        live.isEmpty() || live.contains(target.target().name()))
                .toList();
        return candidates.size() == 1 ? Optional.of(candidates.getFirst()) : Optional.empty();
    }

    /// The verifier must be the very one that was lent, not one like it.
    private LoginRuling proved(LoginRequest request, Verifier verifier) {
        return doorkeepers
                .verifiers
                .find(key(request, verifier.mechanism()))
                .filter(lent -> lent.material().verifier() == verifier)
                .map(lent ->
                        admit(request, lent.principal(), target(lent.material().target())))
                .orElseGet(() -> refused(request, "the lent verifier has expired"));
    }

    private LoginRuling admit(LoginRequest request, Principal principal, TargetSettings target) {
        try {
            return admit(request, new Member(principal, target));
        } catch (IllegalArgumentException | ArithmeticException e) {
            return refused(request, principal.id() + ": the token has claims that policies cannot be shown");
        }
    }

    private LoginRuling admit(LoginRequest request, Member member) {
        if (!sessions.take(member.principal())) {
            auditor.note(new AuditEvent.LoginRefused(who(request), "too many sessions of this identity"));
            return new LoginRuling.Refused(Refusals.tooManySessions(sessions.mostPerIdentity()));
        }
        return new LoginRuling.Admitted(member.target().target(), member);
    }

    private LoginRuling refused(LoginRequest request, String why) {
        doorkeepers.attempts.failed(request.client(), request.user());
        return recorded(request, why);
    }

    private LoginRuling recorded(LoginRequest request, String why) {
        LOG.debugf("login refused client=%s why=%s", ClientAddress.of(request.client()), why);
        auditor.note(new AuditEvent.LoginRefused(who(request), RecordedTexts.claimed(why)));
        return new LoginRuling.Refused(Refusals.LOGIN_FAILED);
    }

    private static CompletionStage<LoginRuling> done(LoginRuling ruling) {
        return CompletableFuture.completedFuture(ruling);
    }

    private List<LoginName> readings(LoginRequest request) {
        return LoginName.readings(request.user(), request.database(), name -> {
            TargetSettings target = targets.get(name);
            return target != null && target.target().protocol().equals(request.protocol());
        });
    }

    private TargetSettings target(String name) {
        TargetSettings target = targets.get(name);
        if (target == null) {
            throw new IllegalStateException("no target " + name);
        }
        return target;
    }

    private static SessionPart who(LoginRequest request) {
        return SessionPart.unproved(
                RecordedTexts.claimed(shortened(request.user())),
                new SessionPart.Road(
                        ClientAddress.of(request.client()),
                        RecordedTexts.said(shortened(request.application())),
                        RecordedTexts.said(shortened(request.database().orElse(""))),
                        request.protocol()));
    }

    private static String shortened(String text) {
        return text.length() <= MOST_RECORDED_CHARS ? text : text.substring(0, MOST_RECORDED_CHARS);
    }

    private static CredentialStore.Key key(LoginRequest request, String mechanism) {
        return new CredentialStore.Key(
                request.protocol(), request.user(), request.database().orElse(""), mechanism);
    }

    @Override
    public void remember(LoginRequest request, LoginRuling.Admitted admitted, Verifier verifier) {
        // Which target a client means that names none is found out anew each time.
        boolean named = !readings(request).isEmpty();
        if (named && admitted.badge() instanceof Member member) {
            doorkeepers.verifiers.keep(
                    key(request, verifier.mechanism()),
                    new Remembered(verifier, member.target().target().name()),
                    member.principal());
        }
    }

    @Override
    public void opened(Session session, SessionHandle handle) {
        Member member = Member.of(session);
        sessions.opened(session, member.principal(), handle);
        auditor.record(new AuditEvent.SessionOpened(member.parts(session).record()))
                .whenComplete((index, failure) -> {
                    if (failure != null) {
                        handle.end(new Refusal.Overloaded(
                                "session ended: it cannot be put on the record just now; try again in a moment"));
                    }
                });
    }

    @Override
    public void closed(Session session, String why) {
        Member member = Member.of(session);
        sessions.leave(member);
        if (sessions.closed(session)) {
            auditor.closed(new AuditEvent.SessionClosed(member.parts(session).record(), RecordedTexts.said(why)));
        }
    }
}
