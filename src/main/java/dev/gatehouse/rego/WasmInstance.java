package dev.gatehouse.rego;

import java.time.InstantSource;
import java.util.ArrayList;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.POJONode;
import com.fasterxml.jackson.databind.util.RawValue;
import com.styra.opa.wasm.OpaBuiltin;
import com.styra.opa.wasm.OpaPolicy;
import org.jspecify.annotations.Nullable;

/// One instance of a compiled module with its data. Threads: one at a time.
final class WasmInstance {
    /// Pages of 64 KiB: 2 MiB to start with, 64 MiB at most.
    private static final int INITIAL_PAGES = 32;
    private static final int MAX_PAGES = 1_024;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /// Prints as no text at all, which the module's parser takes for undefined; null would be a value.
    private static final JsonNode UNDEFINED = new POJONode(new RawValue(""));

    private static final RegoString RESULT = RegoString.of("result");

    private final OpaPolicy policy;
    private final CurrentCall current;

    private WasmInstance(OpaPolicy policy, CurrentCall current) {
        this.policy = policy;
        this.current = current;
    }

    /// What the built-ins of an instance are called within.
    private static final class CurrentCall {
        private @Nullable BuiltinCall call;

        private JsonNode apply(Builtins.Entry builtin, JsonNode... arguments) {
            var values = new RegoValue[arguments.length];
            try {
                for (int i = 0; i < values.length; i++) {
                    values[i] = RegoJson.parse(arguments[i].toString());
                }
                var result = call == null ? null : builtin.function().apply(call, values);
                return result == null ? UNDEFINED : MAPPER.readTree(RegoJson.print(result));
            } catch (RegoJson.Malformed | JsonProcessingException e) {
                throw new IllegalStateException("a value the module and we do not share", e);
            }
        }
    }

    static WasmInstance of(byte[] module, String entrypoint, String data, Builtins builtins) throws BundleRefused {
        var current = new CurrentCall();
        try {
            var policy = OpaPolicy.builder()
                    .withPolicy(module)
                    .withInitialMemory(INITIAL_PAGES)
                    .withMaxMemory(MAX_PAGES)
                    .withDefaultBuiltins(false)
                    .addBuiltins(adapted(builtins, current))
                    .build();
            if (!policy.entrypoints().containsKey(entrypoint)) {
                throw new BundleRefused("the bundle has no entrypoint " + entrypoint + ", only "
                        + String.join(", ", policy.entrypoints().keySet()));
            }
            policy.entrypoint(entrypoint);
            policy.data(data);
            return new WasmInstance(policy, current);
        } catch (RuntimeException e) {
            throw new BundleRefused("the bundle's module cannot be used: " + e.getMessage(), e);
        }
    }

    private static OpaBuiltin.Builtin[] adapted(Builtins builtins, CurrentCall current) {
        var adapted = new ArrayList<OpaBuiltin.Builtin>();
        for (var name : builtins.names()) {
            if (builtins.find(name) instanceof Builtins.Entry entry && entry.arity() <= 4) {
                adapted.add(adapt(entry, current));
            }
        }
        return adapted.toArray(OpaBuiltin.Builtin[]::new);
    }

    private static OpaBuiltin.Builtin adapt(Builtins.Entry entry, CurrentCall current) {
        return switch (entry.arity()) {
            case 0 -> OpaBuiltin.from(entry.name(), _ -> current.apply(entry));
            case 1 -> OpaBuiltin.from(entry.name(), (_, a) -> current.apply(entry, a));
            case 2 -> OpaBuiltin.from(entry.name(), (_, a, b) -> current.apply(entry, a, b));
            case 3 -> OpaBuiltin.from(entry.name(), (_, a, b, c) -> current.apply(entry, a, b, c));
            case 4 -> OpaBuiltin.from(entry.name(), (_, a, b, c, d) -> current.apply(entry, a, b, c, d));
            default -> throw new IllegalArgumentException("the SDK calls with four arguments at most");
        };
    }

    Evaluation evaluate(RegoValue input, Budget budget) {
        current.call = new BuiltinCall(new Meter(budget), false, PlanEngine.nanos(InstantSource.system()));
        try {
            var text = policy.evaluate(RegoJson.print(input));
            return read(text);
        } catch (RegoJson.Malformed e) {
            return new Evaluation.Failed("the module's answer is no JSON: " + e.getMessage());
        } catch (RuntimeException e) {
            return new Evaluation.Failed("the module failed: " + e.getMessage());
        } catch (StackOverflowError e) {
            return new Evaluation.Failed("values nested too deeply");
        } finally {
            current.call = null;
        }
    }

    private static Evaluation read(String text) throws RegoJson.Malformed {
        var results = RegoJson.parse(text);
        if (results instanceof RegoArray array && array.size() == 0) {
            return new Evaluation.Undefined();
        }
        return results instanceof RegoArray array
                        && array.get(0) instanceof RegoObject first
                        && first.get(RESULT) instanceof RegoValue value
                ? new Evaluation.Defined(value)
                : new Evaluation.Failed("the entrypoint gives no result member");
    }
}
