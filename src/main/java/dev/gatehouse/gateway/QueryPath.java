package dev.gatehouse.gateway;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.Auditor;
import dev.gatehouse.audit.ParameterDigests;
import dev.gatehouse.catalog.TargetCatalog;
import dev.gatehouse.gateway.masking.MaskRules;
import dev.gatehouse.gateway.masking.MaskTerms;
import dev.gatehouse.gateway.masking.Masking;
import dev.gatehouse.gateway.masking.ScanRewrites;
import dev.gatehouse.gateway.masking.Veil;
import dev.gatehouse.gateway.reading.ColdReadings;
import dev.gatehouse.gateway.reading.Reading;
import dev.gatehouse.gateway.reading.Readings;
import dev.gatehouse.gateway.reading.RecordedTexts;
import dev.gatehouse.gateway.writeback.RequestValues;
import dev.gatehouse.journal.EntryIndex;
import dev.gatehouse.policy.Decision;
import dev.gatehouse.policy.PolicyEngine;
import dev.gatehouse.policy.Reason;
import dev.gatehouse.policy.TimeInput;
import dev.gatehouse.rego.RegoArray;
import dev.gatehouse.rego.RegoValue;
import dev.gatehouse.wire.Announced;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.Ruling;
import dev.gatehouse.wire.Session;
import dev.gatehouse.wire.Standing;
import dev.gatehouse.wire.StatementGate;
import dev.gatehouse.wire.StatementRequest;

/// Judges one statement. Every return is on the record; every throwable is a refusal.
///
/// Threads: called on an event loop. What was read before is judged there and then (some microseconds); a text that
/// nobody has read goes to the judges, and may wait for the catalogue first. The ruling completes on the thread of
/// the journal.
public final class QueryPath implements StatementGate {
    private static final Logger LOG = Logger.getLogger(QueryPath.class);

    /// What judges a statement.
    public record Court(Readings readings, PolicyEngine policy, TimeInput time, Masking masking) {}

    /// What puts it on the record.
    public record Records(Auditor auditor, ParameterDigests digests) {}

    private final Court court;
    private final Records records;
    private final Executor judges;
    private final InstantSource clock;
    private final ColdReadings cold;
    private final ScanRewrites scans;

    /// `judges` runs what may take long; it rejects what it has no room for.
    public QueryPath(Court court, Records records, Executor judges, InstantSource clock) {
        this.court = court;
        this.records = records;
        this.judges = judges;
        this.clock = clock;
        this.cold = new ColdReadings(court.readings, judges);
        this.scans = new ScanRewrites(court.readings);
    }

    @Override
    public CompletionStage<Ruling> rule(Session session, StatementRequest request) {
        try {
            Sent sent = sent(session, request);
            Reading kept = court.readings.kept(session, request);
            if (kept != null) {
                return judge(session, request, sent, kept);
            }
            sent.values.take();
            return cold.read(session, request)
                    .thenCompose(reading -> judge(session, request, sent, reading))
                    .exceptionallyCompose(failure -> failed(session, failure));
        } catch (RejectedExecutionException e) {
            return turnedAway(session);
        } catch (RuntimeException | StackOverflowError e) {
            return failed(session, e);
        }
    }

    @Override
    public void stands(Session session, Standing standing) {
        Member.of(session).scope().stands(standing);
    }

    @Override
    public String notified(Session session, String channel, String payload) {
        return Masking.notified(Member.of(session).masked(), payload);
    }

    @Override
    public void reset(Session session) {
        Member.of(session).scope().reset();
    }

    private CompletionStage<Ruling> judge(Session session, StatementRequest request, Sent sent, Reading reading) {
        Obligations.Bound bound = decide(session, request, sent, reading);
        Judged judged = new Judged(request, reading, sent.digest, bound, null);
        return ScanRewrites.concerns(bound.masks(), reading)
                ? CompletableFuture.supplyAsync(
                                () -> judged.with(scans.rewrite(session, request, reading, bound.masks())), judges)
                        .thenCompose(anew -> record(session, anew))
                        .exceptionallyCompose(failure -> failed(session, failure))
                : record(session, judged);
    }

    private Obligations.Bound decide(Session session, StatementRequest request, Sent sent, Reading reading) {
        Member member = Member.of(session);
        if (!clock.instant().isBefore(member.principal().expires())) {
            return Obligations.Bound.of(court.policy.deny(new Reason(
                    Refusals.SESSION_EXPIRED,
                    "the token of " + member.principal().id() + " has expired; reconnect with a fresh token")));
        }
        List<RegoValue> statements = reading.inputs(request.stage(), request.inTransaction());
        return switch (court.policy.decide(
                member.parts(session).policy(), statements, RegoArray.EMPTY, court.time.now())) {
            case Decision.Deny deny -> Obligations.Bound.of(deny);
            case Decision.Permit permit ->
                Obligations.bind(
                        permit,
                        reading,
                        session.target(),
                        court.masking,
                        new MaskRules.Beside(
                                member.scope()::computesFreely, member.scope().ranUnread(), sent.values));
        };
    }

    /// The ruling, once the decision is on the record.
    private CompletionStage<Ruling> record(Session session, Judged judged) {
        var event = new AuditEvent.StatementDecided(
                Member.of(session).parts(session).record(),
                judged.reading().record(),
                judged.parametersDigest(),
                judged.bound().decision());
        CompletableFuture<EntryIndex> recorded = records.auditor.decided(event).toCompletableFuture();
        return recorded.state() == Future.State.SUCCESS
                ? CompletableFuture.completedFuture(ruling(session, judged, event))
                : recorded.handle((index, failure) -> {
                    if (failure != null) {
                        LOG.warnf("statement not recorded session=%s why=%s", session.id(), failure.getMessage());
                        return new Ruling.Refuse(Refusals.notRecorded());
                    }
                    return ruling(session, judged, event);
                });
    }

    /// What follows from a decision that is on the record.
    private Ruling ruling(Session session, Judged judged, AuditEvent.StatementDecided event) {
        return switch (event.decision()) {
            case Decision.Permit _ -> {
                // by what the session had done before this
                @Nullable Veil veil = veil(session, judged);
                Watch watch = new Watch(
                        event,
                        records.auditor,
                        court.readings.follow(session, judged.request(), judged.sent()),
                        judged.sent().provenance(),
                        contradiction -> suspect(session, event.decision(), contradiction),
                        veil);
                ScanRewrites.Outcome.Rewritten anew = judged.anew();
                yield anew == null
                        ? new Ruling.Forward(watch, judged.bound().terms())
                        : new Ruling.ForwardAs(anew.sql(), watch, judged.bound().terms());
            }
            case Decision.Deny deny -> refuse(session, judged.reading(), deny);
        };
    }

    private @Nullable Veil veil(Session session, Judged judged) {
        MaskTerms terms = judged.bound().masks();
        if (terms.isNone()) {
            return null;
        }
        Member.of(session).masked(terms);
        // only the text itself is known to copy what it says
        String copied =
                judged.anew() == null ? court.readings.copied(session, judged.request(), judged.reading()) : null;
        return court.masking.veil(
                session, judged.request(), judged.sent(), judged.bound().decision(), terms, copied);
    }

    /// A catalogue that has changed unseen is the likeliest cause.
    private void suspect(Session session, Decision decision, Announced.Contradicts contradiction) {
        LOG.warnf(
                "columns announced otherwise session=%s target=%s decision=%s kind=%s what=%s",
                session.id(),
                session.target().name(),
                decision.id(),
                contradiction.kind(),
                RecordedTexts.said(contradiction.words()));
        TargetCatalog catalog = court.readings.catalog(session);
        if (catalog != null) {
            catalog.lookLater();
        }
    }

    private static Ruling refuse(Session session, Reading reading, Decision.Deny deny) {
        LOG.debugf("statement refused session=%s decision=%s", session.id(), deny.id());
        return new Ruling.Refuse(Refusals.of(deny, reading, session.target().name()));
    }

    /// Our bug, or the machine's limit: refused without a word about it to the client.
    private CompletionStage<Ruling> failed(Session session, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof RejectedExecutionException) {
            return turnedAway(session);
        }
        LOG.errorf(cause, "statement not judged session=%s", session.id());
        Decision.Deny deny = new Decision.Deny(
                court.policy.newId(), "", List.of(new Reason("gateway/internal", "the gateway failed to judge it")));
        return refuseUnread(session, deny, Refusals.internal(deny));
    }

    private CompletionStage<Ruling> turnedAway(Session session) {
        Decision.Deny deny = new Decision.Deny(
                court.policy.newId(), "", List.of(new Reason("gateway/overloaded", "too many statements wait")));
        return refuseUnread(session, deny, Refusals.busy());
    }

    private CompletionStage<Ruling> refuseUnread(Session session, Decision.Deny deny, Refusal refusal) {
        Ruling ruling = new Ruling.Refuse(refusal);
        try {
            var event = new AuditEvent.StatementDecided(
                    Member.of(session).parts(session).record(), Reading.UNREAD.record(), "", deny);
            return records.auditor.decided(event).handle((index, notRecorded) -> ruling);
        } catch (RuntimeException e) {
            LOG.errorf(e, "refusal not recorded session=%s", session.id());
            return CompletableFuture.completedFuture(ruling);
        }
    }

    /// @param digest of the parameters
    private record Sent(String digest, RequestValues values) {}

    private Sent sent(Session session, StatementRequest request) {
        RequestValues values = new RequestValues(court.readings.analyzer(session), session, request);
        if (request.parameters().count() == 0) {
            return new Sent("", values);
        }
        ParameterDigests.Digest digest = records.digests.start();
        request.parameters().bytes(digest::update);
        return new Sent(digest.finish(), values);
    }
}
