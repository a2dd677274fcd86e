package dev.gatehouse.rego;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// Gives answers again that it gave before to inputs which agree in all the plan can see.
///
/// Bounded by number and by weight: when full it starts anew, and what an unusually heavy input led to is not kept
/// at all, so that no client can fill the memory with its questions. Failures are not remembered, denials are. A
/// plan whose answers may not be reused is asked each time. Threads: any.
public final class RememberingEngine implements RegoEngine {
    /// The heaviest input ([RegoValue#weight]) that an answer is kept for: some hundred tables and columns.
    static final long MOST_WEIGHT = 4_000;

    /// The weight of all inputs together that answers are kept for: some ten megabytes.
    static final long MOST_WEIGHT_HELD = 1L << 20;

    private final PlanEngine engine;
    private final int maxEntries;
    private final AtomicLong weightHeld = new AtomicLong();
    private final ConcurrentHashMap<ReadSet.Key, Evaluation> answers = new ConcurrentHashMap<>();

    public RememberingEngine(PlanEngine engine, int maxEntries) {
        if (maxEntries <= 0) {
            throw new IllegalArgumentException("maxEntries is positive");
        }
        this.engine = engine;
        this.maxEntries = maxEntries;
    }

    @Override
    public String revision() {
        return engine.revision();
    }

    @Override
    public Evaluation evaluate(RegoValue input) {
        if (!engine.readSet().allowsReuse() || input.weight() > MOST_WEIGHT) {
            return engine.evaluate(input);
        }
        var key = engine.readSet().key(input);
        var known = answers.get(key);
        return known != null ? known : ask(key, input);
    }

    @Override
    public boolean repeats() {
        return engine.repeats();
    }

    @Override
    public boolean reads(String member) {
        return engine.reads(member);
    }

    /// What the answer may depend on.
    public ReadSet readSet() {
        return engine.readSet();
    }

    /// As [PlanEngine#ask]; not remembered.
    public Optional<Evaluation> ask(String other, RegoValue input) {
        return engine.ask(other, input);
    }

    int size() {
        return answers.size();
    }

    private Evaluation ask(ReadSet.Key key, RegoValue input) {
        var answer = engine.evaluate(input);
        if (!(answer instanceof Evaluation.Failed)) {
            if (answers.size() >= maxEntries || weightHeld.get() + input.weight() > MOST_WEIGHT_HELD) {
                answers.clear();
                weightHeld.set(0);
            }
            if (answers.put(key, answer) == null) {
                weightHeld.addAndGet(input.weight());
            }
        }
        return answer;
    }
}
