package dev.gatehouse.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.awaitility.Awaitility;

import dev.gatehouse.audit.AuditSettings;
import dev.gatehouse.audit.Auditor;
import dev.gatehouse.audit.ParameterDigests;
import dev.gatehouse.catalog.Catalogs;
import dev.gatehouse.gateway.masking.MaskSettings;
import dev.gatehouse.gateway.masking.Masking;
import dev.gatehouse.gateway.reading.Readings;
import dev.gatehouse.gateway.reading.RecordedTexts;
import dev.gatehouse.gateway.reading.SqlReader;
import dev.gatehouse.gateway.session.ColumnKnowledge;
import dev.gatehouse.identity.AttemptLimiter;
import dev.gatehouse.identity.AttemptLimits;
import dev.gatehouse.identity.CredentialStore;
import dev.gatehouse.identity.IdentityProvider;
import dev.gatehouse.identity.IssuerSettings;
import dev.gatehouse.identity.Principal;
import dev.gatehouse.journal.Journal;
import dev.gatehouse.journal.JournalSettings;
import dev.gatehouse.mask.HashKey;
import dev.gatehouse.policy.PolicyEngine;
import dev.gatehouse.policy.SortableId;
import dev.gatehouse.policy.TimeInput;
import dev.gatehouse.rego.RegoEngine;
import dev.gatehouse.sql.mysql.MysqlStatementAnalyzer;
import dev.gatehouse.sql.pg.PgMaskingScan;
import dev.gatehouse.sql.pg.PgStatementAnalyzer;
import dev.gatehouse.sql.tree.TreeParser;
import dev.gatehouse.support.Principals;
import dev.gatehouse.support.ScriptedPolicy;
import dev.gatehouse.support.TestClock;
import dev.gatehouse.support.Tokens;
import dev.gatehouse.wire.Credential;
import dev.gatehouse.wire.LoginRequest;
import dev.gatehouse.wire.LoginRuling;
import dev.gatehouse.wire.Parameters;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.Ruling;
import dev.gatehouse.wire.Secret;
import dev.gatehouse.wire.ServerTls;
import dev.gatehouse.wire.Session;
import dev.gatehouse.wire.StatementRequest;
import dev.gatehouse.wire.Target;

import static org.assertj.core.api.Assertions.assertThat;

/// The whole house between wire's gates and the disk, with a clock and a policy that a test holds.
public final class House implements AutoCloseable {
    public static final InetSocketAddress CLIENT = new InetSocketAddress("10.0.0.1", 5000);
    private static final ObjectMapper JSON = new ObjectMapper();

    public final TestClock clock = TestClock.standing();
    public final ScriptedPolicy policy = ScriptedPolicy.allowing();
    public final Tokens tokens = Tokens.es256("k-1");
    public final SessionRegistry sessions = new SessionRegistry(3);
    public final Queue<Runnable> judged = new ArrayDeque<>();
    public final Path directory;
    public final Journal journal;
    public final Auditor auditor;
    public final QueryPath queries;
    public final Readings readings;
    public final LoginPath logins;
    private final TreeParser trees = new TreeParser(5_000);
    public boolean judgesBusy;
    public ColumnKnowledge knowledge = ColumnKnowledge.NONE;

    public House(Path directory) throws IOException {
        this(directory, Optional.empty(), AuditSettings.STANDARD);
    }

    public House(Path directory, Optional<RegoEngine> engine, AuditSettings settings) throws IOException {
        this(directory, engine, settings, Optional.empty());
    }

    /// With catalogues statements are read at once, on whatever thread has come to it.
    public House(Path directory, Optional<RegoEngine> engine, AuditSettings settings, Optional<Catalogs> catalogs)
            throws IOException {
        this.directory = directory;
        journal = Journal.open(directory, new JournalSettings(100, false));
        SortableId ids = new SortableId(clock);
        auditor = new Auditor(journal, settings, ids, clock);
        PgStatementAnalyzer pg = new PgStatementAnalyzer(1 << 20, trees);
        MysqlStatementAnalyzer mysql = new MysqlStatementAnalyzer(1 << 20, trees);
        ParameterDigests digests = ParameterDigests.open(directory);
        readings = new Readings(
                Map.of(
                        "postgresql",
                        new SqlReader(pg, pg, Optional.of(new PgMaskingScan())),
                        "mysql",
                        new SqlReader(mysql, mysql, Optional.empty())),
                catalogs,
                (target, snapshot) -> knowledge.of(target, snapshot),
                new RecordedTexts(settings.literals(), digests::keyed));
        Executor judges = task -> {
            if (judgesBusy) {
                throw new RejectedExecutionException();
            }
            if (catalogs.isPresent()) {
                task.run();
            } else {
                judged.add(task);
            }
        };
        queries = new QueryPath(
                new QueryPath.Court(
                        readings,
                        new PolicyEngine(() -> engine.orElse(policy), ids),
                        new TimeInput(clock, ZoneOffset.UTC),
                        new Masking(MaskSettings.NONE, new HashKey("k1", new Secret(new byte[32])))),
                new QueryPath.Records(auditor, digests),
                judges,
                clock);
        Path keys = Files.writeString(directory.resolve("keys.json"), Tokens.jwks(tokens));
        logins = new LoginPath(
                Map.of(
                        "shop",
                        target("shop", "postgresql"),
                        "wares",
                        target("wares", "mysql"),
                        "stock",
                        target("stock", "mysql")),
                new LoginPath.Doorkeepers(
                        new IdentityProvider(
                                List.of(IssuerSettings.of("corp", Tokens.ISSUER, keys.toString(), Tokens.AUDIENCE)),
                                Runnable::run,
                                clock),
                        new CredentialStore<>(10, clock),
                        new AttemptLimiter(new AttemptLimits(5, 50, Duration.ofMinutes(1)), clock)),
                sessions,
                auditor);
    }

    public static TargetSettings target(String name, String protocol) {
        return new TargetSettings(
                new Target(
                        name,
                        protocol,
                        InetSocketAddress.createUnresolved("db.example", 5432),
                        name + "_db",
                        "gatehouse",
                        new Secret(new byte[0]),
                        ServerTls.DISABLED),
                Map.of("environment", "production"));
    }

    public static LoginRequest request(String user, String database) {
        return new LoginRequest("postgresql", user, Optional.ofNullable(database), CLIENT, "psql", Map.of(), false);
    }

    public static LoginRequest mysqlRequest(String user, String database) {
        return new LoginRequest("mysql", user, Optional.ofNullable(database), CLIENT, "mysql", Map.of(), false);
    }

    public static Credential password(String token) {
        return new Credential.Password(new Secret(token.getBytes(StandardCharsets.UTF_8)));
    }

    public String token(String subject) {
        return tokens.sign(Tokens.claims(subject, clock.instant()));
    }

    public LoginRuling login(String user, String database, String token) {
        return await(logins.login(request(user, database), password(token)));
    }

    /// A session of `principal` on the production target.
    public Session session(Principal principal) {
        return session(new Member(principal, target("shop", "postgresql")));
    }

    /// One of Alice, whose token is good until `expires`.
    public static Session alice(Instant expires) {
        return session(new Member(Principals.alice(expires), target("shop", "postgresql")));
    }

    public static Session session(dev.gatehouse.wire.Badge badge) {
        return new Session(
                "s-1", "postgresql", "postgresql", target("shop", "postgresql").target(), badge, CLIENT, "psql", true);
    }

    public static StatementRequest simple(String sql) {
        return new StatementRequest(sql, StatementRequest.Stage.SIMPLE, Parameters.NONE, false, Map.of());
    }

    public Ruling rule(Session session, String sql) {
        return rule(session, simple(sql));
    }

    public Ruling rule(Session session, StatementRequest request) {
        var stage = queries.rule(session, request);
        judged.forEach(Runnable::run);
        judged.clear();
        return await(stage);
    }

    public static <T> T await(java.util.concurrent.CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
    }

    /// The lines so far, of the events named.
    public List<JsonNode> lines(String event) {
        Awaitility.await().until(() -> journal.outstanding() == 0); // what nobody waits for is written a little later
        try {
            List<JsonNode> lines = new ArrayList<>();
            for (String line : Files.readAllLines(directory.resolve("journal.jsonl"))) {
                JsonNode read = JSON.readTree(line);
                if (read.get("event").textValue().equals(event)) {
                    lines.add(read);
                }
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The line of the one such event so far.
    public JsonNode onlyLine(String event) {
        List<JsonNode> lines = lines(event);
        assertThat(lines).hasSize(1);
        return lines.getFirst();
    }

    public static Refusal refusal(Ruling ruling) {
        assertThat(ruling).isInstanceOf(Ruling.Refuse.class);
        Refusal refusal = ((Ruling.Refuse) ruling).refusal();
        assertThat(refusal.message()).doesNotContain("\n");
        return refusal;
    }

    public static LoginRuling.Admitted admitted(LoginRuling ruling) {
        assertThat(ruling).isInstanceOf(LoginRuling.Admitted.class);
        return (LoginRuling.Admitted) ruling;
    }

    @Override
    public void close() {
        journal.close();
        trees.close();
    }
}
