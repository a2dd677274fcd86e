package dev.gatehouse.rego.builtin;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.rego.BuiltinCall;
import dev.gatehouse.rego.Builtins;
import dev.gatehouse.rego.RegoBoolean;
import dev.gatehouse.rego.RegoString;
import dev.gatehouse.rego.RegoValue;
import dev.gatehouse.rego.RegoYaml;

/// `yaml.*`.
final class Yaml {
    /// Steps for writing one value.
    private static final long WRITING = 160;

    /// Steps for reading one character.
    private static final long READING = 8;

    private Yaml() {}

    static List<Builtins.Entry> entries() {
        return new Family()
                .add("yaml.marshal", 1, Yaml::marshal)
                .add("yaml.unmarshal", 1, Shape.string(Yaml::unmarshal))
                .add(
                        "yaml.is_valid",
                        1,
                        (call, of) -> RegoBoolean.of(of[0] instanceof RegoString text && isValid(call, text)))
                .entries();
    }

    private static RegoValue marshal(BuiltinCall call, RegoValue[] of) {
        call.spend(WRITING * of[0].weight());
        return RegoString.of(RegoYaml.print(of[0]));
    }

    private static @Nullable RegoValue unmarshal(BuiltinCall call, String text) {
        call.spend(READING * text.length());
        try {
            return RegoYaml.parse(text);
        } catch (RegoYaml.Malformed e) {
            return call.failed(String.valueOf(e.getMessage()));
        }
    }

    private static boolean isValid(BuiltinCall call, RegoString text) {
        call.spend(READING * text.value().length());
        try {
            RegoYaml.parse(text.value());
            return true;
        } catch (RegoYaml.Malformed _) {
            return false;
        }
    }
}
