package dev.gatehouse.arch;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// One line of the layer table: a package, how high it stands, and which of our packages it may use.
///
/// @param may packages below [#ROOT], by their exact names
record Layer(int height, String name, Set<String> may) {
    static final String ROOT = "dev.gatehouse.";

    /// The table of the README, as data. A package that is not in it does not build.
    static final List<Layer> TABLE = table();

    private static List<Layer> table() {
        return List.of(
                of(1, "wire.row"),
                of(1, "wire", "wire.row"),
                of(1, "wire.pg", "wire", "wire.row"),
                of(1, "wire.mysql", "wire", "wire.row"),
                of(1, "sql"),
                of(1, "sql.tree", "sql"),
                of(1, "sql.text", "sql", "sql.tree"),
                of(1, "sql.pg", "sql", "sql.tree", "sql.text"),
                of(1, "sql.mysql", "sql", "sql.tree", "sql.text"),
                of(1, "detect"),
                of(1, "rego"),
                of(1, "rego.builtin", "rego"),
                of(1, "journal"),
                of(2, "identity"),
                of(2, "catalog", "sql"),
                of(2, "policy", "sql", "rego", "identity"),
                of(2, "mask", "wire", "wire.row", "detect"),
                of(2, "approval", "sql", "identity"),
                of(3, "audit", "journal", "policy", "approval", "sql", "identity"),
                of(3, "inventory", "sql", "catalog", "detect"),
                of(3, "store", "approval", "identity"),
                of(4, "gateway.session", "wire", "sql", "catalog", "inventory"),
                of(
                        4,
                        "gateway.reading",
                        "wire",
                        "wire.row",
                        "sql",
                        "detect",
                        "rego",
                        "catalog",
                        "policy",
                        "mask",
                        "inventory",
                        "audit",
                        "gateway.session"),
                of(4, "gateway.writeback", "wire", "sql", "mask"),
                of(
                        4,
                        "gateway.masking",
                        "wire",
                        "wire.row",
                        "sql",
                        "detect",
                        "catalog",
                        "policy",
                        "mask",
                        "inventory",
                        "audit",
                        "gateway.session",
                        "gateway.reading",
                        "gateway.writeback"),
                of(
                        4,
                        "gateway",
                        "gateway.session",
                        "gateway.reading",
                        "gateway.writeback",
                        "gateway.masking",
                        "wire",
                        "wire.row",
                        "sql",
                        "rego",
                        "journal",
                        "identity",
                        "catalog",
                        "policy",
                        "approval",
                        "audit",
                        "store"),
                of(5, "control.api"),
                of(5, "control", "control.api", "gateway", "policy", "approval", "audit", "identity"),
                of(5, "mcp", "gateway", "approval", "identity"),
                of(5, "telemetry", "wire", "wire.row", "gateway", "audit", "mask"),
                of(4, "bundle", "wire", "rego", "rego.builtin", "audit"),
                of(
                        5,
                        "config",
                        "wire",
                        "rego",
                        "rego.builtin",
                        "identity",
                        "journal",
                        "audit",
                        "bundle",
                        "detect",
                        "mask",
                        "inventory",
                        "gateway"),
                of(
                        6,
                        "boot",
                        "wire",
                        "wire.row",
                        "wire.pg",
                        "wire.mysql",
                        "sql",
                        "sql.tree",
                        "sql.pg",
                        "sql.mysql",
                        "detect",
                        "rego",
                        "rego.builtin",
                        "journal",
                        "identity",
                        "catalog",
                        "policy",
                        "mask",
                        "inventory",
                        "approval",
                        "audit",
                        "store",
                        "gateway",
                        "gateway.reading",
                        "gateway.masking",
                        "control",
                        "control.api",
                        "mcp",
                        "telemetry",
                        "bundle",
                        "config"),
                of(7, "boot.demo", "boot", "config", "bundle", "wire", "gateway", "audit", "identity"),
                of(
                        7,
                        "cli",
                        "boot",
                        "config",
                        "bundle",
                        "wire",
                        "wire.row",
                        "sql",
                        "sql.tree",
                        "rego",
                        "identity",
                        "catalog",
                        "policy",
                        "audit",
                        "gateway",
                        "gateway.reading",
                        "detect",
                        "mask",
                        "inventory",
                        "control.api",
                        "journal"));
    }

    /// Where each foreign family of types may be used, by the beginning of its name; a package and all within it.
    static final Map<String, Set<String>> FOREIGN = foreign();

    private static Map<String, Set<String>> foreign() {
        Map<String, Set<String>> rules = new TreeMap<>();
        rules.put("io.netty.", Set.of("wire", "mask", "config", "boot"));
        for (String framework : List.of(
                "io.quarkus.",
                "jakarta.enterprise.",
                "jakarta.inject.",
                "jakarta.ws.rs.",
                "io.vertx.",
                "io.smallrye.",
                "org.eclipse.microprofile.")) {
            rules.put(framework, Set.of("control", "config", "cli", "boot"));
        }
        return rules;
    }

    private static Layer of(int height, String name, String... may) {
        return new Layer(height, name, new TreeSet<>(List.of(may)));
    }

    boolean mayUse(Layer other) {
        return name.equals(other.name) || may.contains(other.name);
    }

    boolean isWithin(String family) {
        return name.equals(family) || name.startsWith(family + ".");
    }
}
