package dev.gatehouse.rego;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/// One case of OPA's compliance suite: a plan, what it reads, and what it must give.
record ComplianceCase(String category, RegoObject content) {
    private static final long NOW_NS = 1_790_000_000_000_000_000L;

    sealed interface Verdict {
        record Passed() implements Verdict {}

        record Unsupported(String why) implements Verdict {}

        record Failed(String why) implements Verdict {}
    }

    String note() {
        return content.get("note") instanceof RegoString note ? note.value() : "";
    }

    Verdict judge(Builtins builtins) {
        try {
            var plan = PlanCompiler.compile(Objects.requireNonNull(content.get("plan")), builtins);
            var constants = new ConstantRules(plan.rules());
            var first = judge(plan, constants);
            var again = judge(plan, constants); // with what is remembered from one evaluation to the next
            return first instanceof Verdict.Passed ? again : first;
        } catch (BundleRefused e) {
            return new Verdict.Unsupported(Objects.requireNonNull(e.getMessage()));
        }
    }

    private Verdict judge(Plan plan, ConstantRules constants) {
        var wanted = content.get("want_plan_result");
        try {
            var entrypoint = Objects.requireNonNull(plan.entrypoints().get("eval"));
            var strict = content.get("strict_error") == RegoBoolean.TRUE;
            var run = new Run(Budget.STANDARD, strict, NOW_NS, constants);
            var data = content.get("data");
            var results = entrypoint.run(run, input(), data == null ? RegoObject.EMPTY : data);
            return compare(wanted, results);
        } catch (EvaluationStopped e) {
            var code = "eval_" + e.code().name().toLowerCase(Locale.ROOT);
            return wantedError().contains(code)
                    ? new Verdict.Passed()
                    : new Verdict.Failed("stopped: " + code + ": " + e.getMessage() + ", wanted " + wantedError());
        } catch (RuntimeException | StackOverflowError e) {
            return new Verdict.Failed("threw " + e + " at "
                    + List.of(e.getStackTrace()).stream().limit(3).toList());
        }
    }

    private String wantedError() {
        return content.get("want_error_code") + " " + content.get("want_error");
    }

    ComplianceCase withInput(RegoValue input) {
        var copy = RegoObject.builder();
        for (int i = 0; i < content.size(); i++) {
            if (!content.key(i).equals(RegoString.of("input_term"))) {
                copy.put(content.key(i), content.value(i));
            }
        }
        return new ComplianceCase(category, copy.put("input", input).build());
    }

    @Nullable
    RegoValue input() {
        return content.get("input_term") instanceof RegoString term
                ? RegoTerm.parse(term.value())
                : content.get("input");
    }

    private Verdict compare(@Nullable RegoValue wanted, List<RegoValue> results) {
        if (!(wanted instanceof RegoArray array)) {
            return new Verdict.Failed("wanted " + wantedError() + ", got " + results);
        }
        var got = new ArrayList<>(results.stream().map(this::json).distinct().toList());
        var want = new ArrayList<>(array.asList().stream().map(this::json).toList());
        got.sort(RegoValue.ORDER);
        want.sort(RegoValue.ORDER);
        return got.equals(want) ? new Verdict.Passed() : new Verdict.Failed("wanted " + want + ", got " + got);
    }

    /// Sets as arrays in order, as JSON has it; arrays too where the case asks for it.
    private RegoValue json(RegoValue value) {
        return switch (value) {
            case RegoArray array -> items(array, content.get("sort_bindings") == RegoBoolean.TRUE);
            case RegoSet set -> items(set, true);
            case RegoObject object -> {
                var copy = RegoObject.builder();
                for (int i = 0; i < object.size(); i++) {
                    copy.put(RegoString.of(JsonWriter.keyText(object.key(i))), json(object.value(i)));
                }
                yield copy.build();
            }
            case RegoNull _, RegoBoolean _, RegoNumber _, RegoString _ -> value;
        };
    }

    private RegoValue items(Iterable<RegoValue> values, boolean inOrder) {
        var items = new ArrayList<RegoValue>();
        values.forEach(item -> items.add(json(item)));
        if (inOrder) {
            items.sort(RegoValue.ORDER);
        }
        return RegoArray.of(items);
    }
}
