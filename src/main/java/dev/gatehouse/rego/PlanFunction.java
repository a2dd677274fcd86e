package dev.gatehouse.rego;

import org.jspecify.annotations.Nullable;

/// A rule or function of a plan. A rule (no arguments besides input and data) is remembered for the evaluation.
final class PlanFunction {
    private static final int NO_SLOT = -1;

    final String name;
    private final int[] parameters;
    private final int slot;
    private int frameSize;
    private Block[] blocks = {};
    private boolean constant;

    private PlanFunction(String name, int[] parameters, int slot) {
        this.name = name;
        this.parameters = parameters;
        this.slot = slot;
    }

    static PlanFunction declared(String name, int[] parameters, int slot) {
        return new PlanFunction(name, parameters, parameters.length == 2 ? slot : NO_SLOT);
    }

    /// Set once, while the plan is compiled: functions name one another before they are all there.
    void define(int frameSize, Block[] blocks) {
        this.frameSize = frameSize;
        this.blocks = blocks;
    }

    /// Set once, as above: nothing but data decides its value.
    void dependsOnDataAlone() {
        constant = slot != NO_SLOT;
    }

    int[] parameters() {
        return parameters;
    }

    Block[] blocks() {
        return blocks;
    }

    int arity() {
        return parameters.length;
    }

    @Nullable
    RegoValue call(Run run, @Nullable RegoValue[] caller, Operand[] arguments) {
        if (slot == NO_SLOT) {
            return evaluate(run, caller, arguments);
        }
        var known = run.remembered[slot];
        if (known != null) {
            return known == Run.UNDEFINED ? null : (RegoValue) known;
        }
        var value = evaluate(run, caller, arguments);
        Object found = value == null ? Run.UNDEFINED : value;
        run.remembered[slot] = found;
        if (constant) {
            run.found(slot, found);
        }
        return value;
    }

    private @Nullable RegoValue evaluate(Run run, @Nullable RegoValue[] caller, Operand[] arguments) {
        var frame = new RegoValue[frameSize];
        for (int i = 0; i < parameters.length; i++) {
            frame[parameters[i]] = arguments[i].read(caller);
        }
        run.meter.enterCall();
        int result = Block.runAll(blocks, run, frame);
        run.meter.leaveCall();
        return result == Node.RETURN ? run.returned : null;
    }
}
