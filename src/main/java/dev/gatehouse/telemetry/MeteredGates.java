package dev.gatehouse.telemetry;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.wire.Credential;
import dev.gatehouse.wire.Gates;
import dev.gatehouse.wire.LoginGate;
import dev.gatehouse.wire.LoginRequest;
import dev.gatehouse.wire.LoginRuling;
import dev.gatehouse.wire.Ruling;
import dev.gatehouse.wire.Session;
import dev.gatehouse.wire.SessionHandle;
import dev.gatehouse.wire.Standing;
import dev.gatehouse.wire.StatementGate;
import dev.gatehouse.wire.StatementRequest;
import dev.gatehouse.wire.Verifier;

/// Both gates with a clock beside them: what they say passes unchanged, and is counted.
public final class MeteredGates {
    private MeteredGates() {}

    public static Gates around(Gates gates, GateMeters meters) {
        return new Gates(new MeteredLogins(gates.login(), meters), new MeteredStatements(gates.statements(), meters));
    }

    private record MeteredStatements(StatementGate gate, GateMeters meters) implements StatementGate {
        @Override
        public CompletionStage<Ruling> rule(Session session, StatementRequest request) {
            long start = System.nanoTime();
            TargetMeters target = meters.target(session);
            CompletableFuture<Ruling> asked = gate.rule(session, request).toCompletableFuture();
            return asked.state() == Future.State.SUCCESS && asked.resultNow() instanceof Ruling given
                    ? CompletableFuture.completedFuture(ruled(target, start, given, null))
                    : asked.handle((ruling, failure) -> ruled(target, start, ruling, failure));
        }

        @Override
        public String notified(Session session, String channel, String payload) {
            return gate.notified(session, channel, payload);
        }

        @Override
        public void stands(Session session, Standing standing) {
            gate.stands(session, standing);
        }

        @Override
        public void reset(Session session) {
            gate.reset(session);
        }

        private static Ruling ruled(
                TargetMeters target, long start, @Nullable Ruling ruling, @Nullable Throwable failure) {
            long nanos = System.nanoTime() - start;
            return switch (ruling) {
                case Ruling.Forward forward -> {
                    target.decided("allow", nanos);
                    yield new Ruling.Forward(new MeteredWatch(forward.watch(), target, nanos), forward.terms());
                }
                case Ruling.ForwardAs rewritten -> {
                    target.decided("rewrite", nanos);
                    yield new Ruling.ForwardAs(
                            rewritten.sql(), new MeteredWatch(rewritten.watch(), target, nanos), rewritten.terms());
                }
                case Ruling.Refuse refuse -> {
                    target.decided(GateMeters.decision(refuse.refusal()), nanos);
                    target.refused(nanos);
                    yield refuse;
                }
                case null -> {
                    target.decided("error", nanos);
                    target.refused(nanos);
                    throw new IllegalStateException("the gate gave no ruling", failure);
                }
            };
        }
    }

    private record MeteredLogins(LoginGate gate, GateMeters meters) implements LoginGate {
        @Override
        public Optional<Verifier> lend(LoginRequest request, String mechanism) {
            return gate.lend(request, mechanism);
        }

        @Override
        public CompletionStage<LoginRuling> login(LoginRequest request, Credential credential) {
            return gate.login(request, credential)
                    .whenComplete((ruling, _) ->
                            meters.login(ruling instanceof LoginRuling.Admitted ? "admitted" : "refused"));
        }

        @Override
        public void remember(LoginRequest request, LoginRuling.Admitted admitted, Verifier verifier) {
            gate.remember(request, admitted, verifier);
        }

        @Override
        public void opened(Session session, SessionHandle handle) {
            meters.target(session).opened(session.id());
            gate.opened(session, handle);
        }

        @Override
        public void closed(Session session, String why) {
            meters.target(session).closed(session.id());
            gate.closed(session, why);
        }
    }
}
