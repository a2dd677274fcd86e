package dev.gatehouse.rego.builtin;

import java.util.ArrayList;
import java.util.List;

import dev.gatehouse.rego.Builtin;
import dev.gatehouse.rego.Builtins;

/// Collects the entries of one family.
final class Family {
    private final List<Builtins.Entry> entries = new ArrayList<>();

    Family add(String name, int arity, Builtin function) {
        entries.add(new Builtins.Entry(name, arity, true, function));
        return this;
    }

    /// A function whose result depends on more than its arguments.
    Family addVolatile(String name, int arity, Builtin function) {
        entries.add(new Builtins.Entry(name, arity, false, function));
        return this;
    }

    List<Builtins.Entry> entries() {
        return List.copyOf(entries);
    }
}
