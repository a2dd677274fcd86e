package dev.gatehouse.policy;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import dev.gatehouse.identity.Principal;
import dev.gatehouse.rego.RegoArray;
import dev.gatehouse.rego.RegoObject;
import dev.gatehouse.rego.RegoString;
import dev.gatehouse.rego.RegoValue;
import dev.gatehouse.sql.StatementFacts;

/// Builds the policy's input document (`rego/contract/input.schema.json`). What is constant for a session or a text
/// is built once and shared: values are immutable.
public final class PolicyInput {
    private static final RegoString SUBJECT = RegoString.of("subject");
    private static final RegoString SESSION = RegoString.of("session");
    private static final RegoString TARGET = RegoString.of("target");
    private static final RegoString STATEMENT = RegoString.of("statement");
    private static final RegoString ACTION = RegoString.of("action");
    private static final RegoString GRANTS = RegoString.of("grants");
    private static final RegoString TIME = RegoString.of("time");

    private PolicyInput() {}

    /// How a client is connected.
    public record SessionFacts(String id, String protocol, String clientAddress, String application, boolean tls) {}

    /// Where it is connected to.
    public record TargetFacts(String name, String protocol, String database, Map<String, String> labels) {
        public TargetFacts {
            labels = Map.copyOf(labels);
        }
    }

    /// The parts that stay the same for a session.
    public record SessionPart(RegoValue subject, RegoValue session, RegoValue target) {}

    public static SessionPart session(Principal principal, SessionFacts session, TargetFacts target) {
        return session(subject(principal), session, target);
    }

    /// `subject` comes from [#subject].
    public static SessionPart session(RegoValue subject, SessionFacts session, TargetFacts target) {
        return new SessionPart(subject, session(session), target(target));
    }

    /// A role for a time.
    public record Grant(String id, String role, Instant expires) {}

    /// Those in force now.
    public static RegoValue grants(List<Grant> grants) {
        RegoArray.Builder array = RegoArray.builder();
        grants.forEach(grant -> array.add(RegoObject.builder()
                .put("id", grant.id())
                .put("role", grant.role())
                .put("expires", grant.expires().toString())
                .build()));
        return array.build();
    }

    public static RegoValue document(SessionPart session, RegoValue statement, RegoValue time) {
        return document(session, statement, RegoArray.EMPTY, time);
    }

    /// `grants` comes from [#grants].
    public static RegoValue document(SessionPart session, RegoValue statement, RegoValue grants, RegoValue time) {
        return RegoObject.builder(6)
                .put(SUBJECT, session.subject())
                .put(SESSION, session.session())
                .put(TARGET, session.target())
                .put(STATEMENT, statement)
                .put(GRANTS, grants)
                .put(TIME, time)
                .build();
    }

    /// Of something that is asked of the gateway itself; it has an `action`, and no statement.
    public static RegoValue action(SessionPart session, String name, RegoValue time) {
        return RegoObject.builder(6)
                .put(SUBJECT, session.subject())
                .put(SESSION, session.session())
                .put(TARGET, session.target())
                .put(ACTION, RegoObject.builder().put("name", name).build())
                .put(GRANTS, RegoArray.EMPTY)
                .put(TIME, time)
                .build();
    }

    /// Errors: `IllegalArgumentException`, `ArithmeticException` for claims that are no values of Rego.
    public static RegoValue subject(Principal principal) {
        RegoObject.Builder subject = RegoObject.builder()
                .put("id", principal.id())
                .put("kind", Words.of(principal.kind()))
                .put("groups", texts(principal.groups()))
                .put("claims", ClaimValues.of(principal.claims()))
                .put("authenticated_by", Words.of(principal.authenticatedBy()));
        principal
                .onBehalfOf()
                .ifPresent(other -> subject.put(
                        "on_behalf_of",
                        RegoObject.builder()
                                .put("id", other.id())
                                .put("groups", texts(other.groups()))
                                .build()));
        return subject.build();
    }

    private static RegoValue session(SessionFacts session) {
        return RegoObject.builder()
                .put("id", session.id())
                .put("protocol", session.protocol())
                .put("client_address", session.clientAddress())
                .put("application", session.application())
                .put("tls", session.tls())
                .build();
    }

    private static RegoValue target(TargetFacts target) {
        RegoObject.Builder labels = RegoObject.builder();
        target.labels().forEach(labels::put);
        return RegoObject.builder()
                .put("name", target.name())
                .put("protocol", target.protocol())
                .put("database", target.database())
                .put("labels", labels.build())
                .build();
    }

    /// How a statement comes.
    ///
    /// @param stage `simple`, `prepare` or `execute`
    /// @param multiple whether the text holds other statements too
    public record Circumstances(String stage, boolean multiple, boolean inTransaction) {}

    public static RegoValue statement(StatementFacts facts, String fingerprint, Circumstances circumstances) {
        RegoArray.Builder tables = RegoArray.builder();
        facts.tables().forEach(table -> tables.add(table(table)));
        RegoArray.Builder columns = RegoArray.builder();
        facts.columns().forEach(column -> columns.add(column(column)));
        return RegoObject.builder()
                .put("kinds", texts(facts.kinds()))
                .put("effects", texts(facts.effects()))
                .put("stage", circumstances.stage())
                .put("tables", tables.build())
                .put("columns", columns.build())
                .put("functions", texts(facts.functions()))
                .put(
                        "flags",
                        RegoObject.builder()
                                .put("unfiltered", facts.unfiltered())
                                .put("multiple", circumstances.multiple())
                                .put("opaque", facts.opaque())
                                .put("in_transaction", circumstances.inTransaction())
                                .put("resolved", facts.lineage().isPresent())
                                .build())
                .put("fingerprint", fingerprint)
                .build();
    }

    private static RegoValue table(StatementFacts.TableUse table) {
        return RegoObject.builder()
                .put("schema", table.schema())
                .put("name", table.name())
                .put("access", texts(table.access()))
                .build();
    }

    private static RegoValue column(StatementFacts.ColumnUse column) {
        return RegoObject.builder()
                .put("schema", column.schema())
                .put("table", column.table())
                .put("name", column.name())
                .put("uses", texts(column.uses()))
                .put("sensitive", texts(column.sensitive()))
                .build();
    }

    /// Sorted, so that the same facts always make the same document.
    private static RegoValue texts(Collection<String> texts) {
        List<String> sorted = texts.stream().sorted().toList();
        return RegoArray.ofStrings(sorted);
    }
}
