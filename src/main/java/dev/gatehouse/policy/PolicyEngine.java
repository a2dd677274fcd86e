package dev.gatehouse.policy;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

import org.jboss.logging.Logger;

import dev.gatehouse.rego.Evaluation;
import dev.gatehouse.rego.RegoEngine;
import dev.gatehouse.rego.RegoValue;

/// Asks the policy in force. Threads: any.
public final class PolicyEngine {
    private static final Logger LOG = Logger.getLogger(PolicyEngine.class);
    private static final String WHAT_TO_DO = "tell the gateway's operators, and try again later";

    private final Supplier<RegoEngine> inForce;
    private final SortableId ids;

    /// `inForce` gives the engine in force now; it may give another at any time.
    public PolicyEngine(Supplier<RegoEngine> inForce, SortableId ids) {
        this.inForce = inForce;
        this.ids = ids;
    }

    /// Decides about a text of a session by the `statement` of each of its statements. All are told apart by
    /// identity, so who has the same ones hands in the same ones. Total: what goes wrong is a deny.
    public Decision decide(Precedents session, List<RegoValue> statements, RegoValue grants, RegoValue time) {
        Precedents.Case now = new Precedents.Case(statements, grants, time);
        RegoEngine engine = inForce.get();
        Decision known = session.find(engine, now);
        if (known != null) {
            return known.as(ids.next());
        }
        List<RegoValue> documents = new ArrayList<>(statements.size());
        for (RegoValue statement : statements) {
            documents.add(PolicyInput.document(session.session(), statement, grants, time));
        }
        Judgement judgement = judge(engine, documents);
        if (judgement.sound()) {
            session.keep(engine, now, judgement.decision());
        }
        return judgement.decision();
    }

    /// Decides about a text, one input document a statement: all must be permitted, and all obligations hold.
    /// Total: what goes wrong is a deny.
    public Decision decide(List<RegoValue> statements) {
        return judge(inForce.get(), statements).decision();
    }

    /// @param sound whether the policy has answered, and in the contract's form
    private record Judgement(Decision decision, boolean sound) {}

    private Judgement judge(RegoEngine engine, List<RegoValue> statements) {
        String id = ids.next();
        boolean sound = !statements.isEmpty();
        List<Reason> refusals = new ArrayList<>();
        List<Reason> reasons = new ArrayList<>();
        Set<Obligation> obligations = new LinkedHashSet<>();
        if (statements.isEmpty()) {
            refusals.add(failed("policy/nothing", "there was nothing to decide about"));
        }
        for (RegoValue input : statements) {
            DecisionReader.Verdict verdict = judge(engine, input, id);
            sound &= verdict.sound();
            (verdict.allow() ? reasons : refusals).addAll(verdict.reasons());
            obligations.addAll(verdict.obligations());
            if (!verdict.allow() && verdict.reasons().isEmpty()) {
                refusals.add(new Reason(
                        "policy/default", "no rule of the policy permits this statement; ask the policy's owners"));
            }
        }
        Decision decision = refusals.isEmpty()
                ? new Decision.Permit(id, engine.revision(), distinct(reasons), List.copyOf(obligations))
                : new Decision.Deny(id, engine.revision(), distinct(refusals));
        return new Judgement(decision, sound);
    }

    /// Decides about something that is asked of the gateway itself ([PolicyInput#action]). Total: what goes wrong
    /// is a deny. So is all that a policy says which does not look at actions: it was written for statements.
    public Decision decideAction(RegoValue action) {
        RegoEngine engine = inForce.get();
        return engine.reads("action")
                ? judge(engine, List.of(action)).decision()
                : new Decision.Deny(
                        ids.next(),
                        engine.revision(),
                        List.of(new Reason(
                                "policy/actions",
                                "the policy in force does not judge what is asked of the gateway itself")));
    }

    /// A deny that stands for a decision which could not even be asked for.
    public Decision.Deny deny(Reason reason) {
        return new Decision.Deny(ids.next(), inForce.get().revision(), List.of(reason));
    }

    /// An id for a decision that is made without the policy.
    public String newId() {
        return ids.next();
    }

    private static DecisionReader.Verdict judge(RegoEngine engine, RegoValue input, String id) {
        try {
            return switch (engine.evaluate(input)) {
                case Evaluation.Defined defined -> DecisionReader.read(defined.value());
                case Evaluation.Undefined _ -> refused(failed("policy/undefined", "the policy gave no answer"));
                case Evaluation.Failed failed -> {
                    LOG.errorf("policy failed decision=%s why=%s", id, failed.why());
                    yield refused(failed("policy/error", "the policy could not be evaluated"));
                }
            };
        } catch (MalformedDecision e) {
            LOG.errorf("policy answer not understood decision=%s why=%s", id, e.getMessage());
            return refused(failed("policy/malformed", "the policy's answer was not understood"));
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            LOG.errorf(e, "policy engine failed decision=%s", id);
            return refused(failed("policy/error", "the policy could not be evaluated"));
        }
    }

    private static DecisionReader.Verdict refused(Reason reason) {
        return new DecisionReader.Verdict(false, List.of(reason), List.of(), false);
    }

    private static Reason failed(String rule, String what) {
        return new Reason(rule, what + ", so the statement is refused; " + WHAT_TO_DO);
    }

    private static List<Reason> distinct(List<Reason> reasons) {
        return List.copyOf(new LinkedHashSet<>(reasons));
    }
}
