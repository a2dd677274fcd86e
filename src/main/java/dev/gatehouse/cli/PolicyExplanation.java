package dev.gatehouse.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.boot.CatalogSources;
import dev.gatehouse.boot.SqlReaders;
import dev.gatehouse.catalog.CatalogSnapshot;
import dev.gatehouse.catalog.NamePath;
import dev.gatehouse.catalog.SessionNames;
import dev.gatehouse.config.Settings;
import dev.gatehouse.gateway.TargetSettings;
import dev.gatehouse.gateway.reading.SqlReader;
import dev.gatehouse.identity.Principal;
import dev.gatehouse.policy.Decision;
import dev.gatehouse.policy.Obligation;
import dev.gatehouse.policy.PolicyEngine;
import dev.gatehouse.policy.PolicyInput;
import dev.gatehouse.policy.Reason;
import dev.gatehouse.policy.SortableId;
import dev.gatehouse.policy.TimeInput;
import dev.gatehouse.rego.RegoEngine;
import dev.gatehouse.rego.RegoValue;
import dev.gatehouse.sql.Analysis;
import dev.gatehouse.sql.Catalog;
import dev.gatehouse.sql.StatementFacts;
import dev.gatehouse.sql.tree.TreeParser;
import dev.gatehouse.wire.Target;

/// Judges one text as the gateway would, as far as that can be known without a session: with a server's usual
/// settings, against the target's catalogue where that can be had, by its tokens alone where not.
final class PolicyExplanation {
    private static final long TREE_MILLIS = 1_000;
    private static final Map<String, String> USUAL = Map.of(
            "standard_conforming_strings",
            "on",
            "client_encoding",
            "UTF8",
            "character_set_client",
            "utf8mb4",
            "sql_mode",
            "");
    private static final StatementFacts OPAQUE =
            new StatementFacts(Set.of(), Set.of(), List.of(), List.of(), Set.of(), false, true);
    private static final StatementFacts EMPTY =
            new StatementFacts(Set.of(), Set.of(), List.of(), List.of(), Set.of(), false, false);

    private final Settings settings;
    private final PolicyEngine policy;
    private final TimeInput time;
    private final Instant at;

    PolicyExplanation(Settings settings, RegoEngine engine, Instant at) {
        this.settings = settings;
        this.at = at;
        InstantSource clock = InstantSource.fixed(at);
        policy = new PolicyEngine(() -> engine, new SortableId(clock));
        time = new TimeInput(clock, settings.policy().zone());
    }

    /// @param agent acts on behalf of `user`, whose groups are not the agent's
    record Identity(String user, List<String> groups, Optional<String> agent, List<String> grants) {
        Principal principal() {
            Set<String> own = Set.copyOf(groups);
            return agent.map(name -> principal(
                            name, Principal.Kind.AGENT, Set.of(), Optional.of(new Principal.OnBehalfOf(user, own))))
                    .orElseGet(() -> principal(user, Principal.Kind.HUMAN, own, Optional.empty()));
        }

        private static Principal principal(
                String id, Principal.Kind kind, Set<String> groups, Optional<Principal.OnBehalfOf> other) {
            return new Principal(id, kind, groups, Map.of(), other, Principal.AuthenticatedBy.JWT, Instant.MAX);
        }

        String words() {
            String groups = this.groups.isEmpty() ? "no groups" : "groups " + String.join(", ", this.groups);
            String roles = grants.isEmpty() ? "" : ", granted " + String.join(", ", grants);
            return agent.map(name ->
                            name + " (agent, no groups" + roles + ") on behalf of " + user + " (" + groups + ")")
                    .orElse(user + " (human, " + groups + roles + ")");
        }
    }

    /// One statement of the text: what is known of it, and what the policy says.
    record Statement(
            Set<String> kinds,
            Set<String> effects,
            List<String> tables,
            List<String> columns,
            Set<String> functions,
            List<String> flags,
            String decision,
            List<Reason> reasons) {}

    /// @param verified how the target's server reads the text; empty where it was not to be asked
    record Explained(
            String identity,
            String target,
            String time,
            String revision,
            String decision,
            List<Statement> statements,
            List<String> obligations,
            List<String> notes,
            List<Verification.Verified> verified) {
        Explained with(Verification.Verified reading) {
            return new Explained(
                    identity, target, time, revision, decision, statements, obligations, notes, List.of(reading));
        }
    }

    /// Errors: [CommandStopped] for a target that is not configured.
    ///
    /// @param offline whether the target is left alone
    Explained explain(Identity identity, String name, String sql, boolean offline) throws CommandStopped {
        TargetSettings target = target(settings, name);
        String protocol = target.target().protocol();
        List<String> notes = new ArrayList<>();
        Optional<Catalog> catalog = offline ? Optional.empty() : catalog(target);
        if (catalog.isEmpty()) {
            notes.add("the text was read by its tokens alone, since the target's catalogue "
                    + (offline ? "was not asked for" : "cannot be had")
                    + ": a gateway that knows it sees columns and views too");
        }
        Analysis analysis = read(protocol, sql, catalog.orElse(null));
        List<StatementFacts> facts = facts(analysis, notes);
        PolicyInput.SessionPart session = PolicyInput.session(
                identity.principal(),
                new PolicyInput.SessionFacts("explain", protocol, "127.0.0.1", "gatehouse", true),
                new PolicyInput.TargetFacts(name, protocol, target.target().database(), target.labels()));
        var circumstances = new PolicyInput.Circumstances("simple", facts.size() > 1, false);
        List<RegoValue> documents = facts.stream()
                .map(one -> PolicyInput.statement(one, analysis.fingerprint(), circumstances))
                .map(statement -> PolicyInput.document(session, statement, grants(identity), time.now()))
                .toList();
        Decision decision = policy.decide(documents);
        List<Statement> statements = new ArrayList<>();
        for (int i = 0; i < facts.size(); i++) {
            statements.add(statement(facts.get(i), policy.decide(List.of(documents.get(i)))));
        }
        return new Explained(
                identity.words(),
                name + " (" + protocol + ", " + target.labels() + ")",
                at.atZone(settings.policy().zone()).toOffsetDateTime().toString(),
                decision.revision(),
                word(decision),
                statements,
                obligations(decision),
                notes,
                List.of());
    }

    /// Errors: [CommandStopped] for a target that is not configured.
    static TargetSettings target(Settings settings, String name) throws CommandStopped {
        return settings.targets().stream()
                .filter(known -> known.target().name().equals(name))
                .findFirst()
                .orElseThrow(() -> CommandStopped.failed("there is no target " + name + "; there are "
                        + settings.targets().stream()
                                .map(known -> known.target().name())
                                .toList()));
    }

    private RegoValue grants(Identity identity) {
        return PolicyInput.grants(identity.grants().stream()
                .map(role -> new PolicyInput.Grant("explain", role, at.plus(Duration.ofHours(1))))
                .toList());
    }

    private static Optional<Catalog> catalog(TargetSettings settings) {
        return CatalogSources.fetch(settings).map(snapshot -> catalog(settings.target(), snapshot));
    }

    /// As a new session of `target` sees its schemas.
    static Catalog catalog(Target target, CatalogSnapshot snapshot) {
        Optional<NamePath> path = target.protocol().equals("mysql")
                ? Optional.of(new NamePath(List.of(target.database())))
                : snapshot.defaultPath();
        return snapshot.along(SessionNames.along(path));
    }

    private static Analysis read(String protocol, String sql, @Nullable Catalog catalog) {
        try (TreeParser trees = new TreeParser(TREE_MILLIS)) {
            SqlReader reader = SqlReaders.all(1 << 20, trees).get(protocol);
            if (reader == null) {
                throw new IllegalStateException("no reader for dialect " + protocol);
            }
            return reader.analyzer().analyze(sql, USUAL, catalog);
        }
    }

    private static List<StatementFacts> facts(Analysis analysis, List<String> notes) {
        return switch (analysis) {
            case Analysis.Understood understood ->
                understood.statements().isEmpty() ? List.of(EMPTY) : understood.statements();
            case Analysis.NotUnderstood not -> {
                notes.add("the text was not understood: " + not.why());
                yield List.of(OPAQUE);
            }
        };
    }

    private static Statement statement(StatementFacts facts, Decision decision) {
        List<String> flags = new ArrayList<>();
        if (facts.unfiltered()) {
            flags.add("unfiltered");
        }
        if (facts.opaque()) {
            flags.add("opaque");
        }
        return new Statement(
                new TreeSet<>(facts.kinds()),
                new TreeSet<>(facts.effects()),
                facts.tables().stream()
                        .map(table -> dotted(table.schema(), table.name()) + " " + new TreeSet<>(table.access()))
                        .toList(),
                facts.columns().stream()
                        .map(column -> dotted(column.schema(), column.table(), column.name()) + " "
                                + new TreeSet<>(column.uses()))
                        .toList(),
                new TreeSet<>(facts.functions()),
                flags,
                word(decision),
                decision.reasons());
    }

    private static String dotted(String... parts) {
        return String.join(
                ".", List.of(parts).stream().filter(part -> !part.isEmpty()).toList());
    }

    private static String word(Decision decision) {
        return switch (decision) {
            case Decision.Deny _ -> "deny";
            case Decision.Permit _ -> "allow";
        };
    }

    private static List<String> obligations(Decision decision) {
        return switch (decision) {
            case Decision.Deny _ -> List.of();
            case Decision.Permit permit ->
                permit.obligations().stream().map(Obligation::toString).toList();
        };
    }
}
