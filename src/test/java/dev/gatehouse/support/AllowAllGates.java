package dev.gatehouse.support;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.wire.Announced;
import dev.gatehouse.wire.Badge;
import dev.gatehouse.wire.CopyPlan;
import dev.gatehouse.wire.Credential;
import dev.gatehouse.wire.Gates;
import dev.gatehouse.wire.LoginGate;
import dev.gatehouse.wire.LoginRequest;
import dev.gatehouse.wire.LoginRuling;
import dev.gatehouse.wire.Outcome;
import dev.gatehouse.wire.Provenance;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.ResultWatch;
import dev.gatehouse.wire.RowPlan;
import dev.gatehouse.wire.Ruling;
import dev.gatehouse.wire.ServerError;
import dev.gatehouse.wire.Session;
import dev.gatehouse.wire.SessionHandle;
import dev.gatehouse.wire.Standing;
import dev.gatehouse.wire.StatementGate;
import dev.gatehouse.wire.StatementRequest;
import dev.gatehouse.wire.Target;
import dev.gatehouse.wire.Terms;
import dev.gatehouse.wire.Verifier;
import dev.gatehouse.wire.row.ColumnMeta;

/// Gates for tests of wire: everybody with the one password comes in to the one target, and every statement passes
/// unless [#ruling] says otherwise. Keeps what it was asked.
public final class AllowAllGates implements LoginGate, StatementGate {
    public static final String PASSWORD = "let-me-in";

    public final List<StatementRequest> requests = new CopyOnWriteArrayList<>();
    public Map<String, Long> masked = Map.of();
    public final List<Outcome> outcomes = new CopyOnWriteArrayList<>();
    /// The ends of statements, and where the server stood, in the order in which they were told.
    public final List<String> ends = new CopyOnWriteArrayList<>();

    public final List<Session> opened = new CopyOnWriteArrayList<>();
    public final List<String> closed = new CopyOnWriteArrayList<>();
    public final Map<String, SessionHandle> handles = new ConcurrentHashMap<>();

    /// What is said of each statement; tests put their own in.
    public volatile Function<StatementRequest, CompletionStage<Ruling>> ruling = _ -> forward();

    /// The plan for each result set; non-null makes the watch want columns.
    public volatile Function<List<ColumnMeta>, RowPlan> plan = null;

    /// What becomes of the lines of a copy where columns are wanted.
    public interface CopyPlanner {
        CopyPlan plan(int columns, boolean binary);
    }

    public volatile CopyPlanner copyPlan = (_, _) -> CopyPlan.PASS_THROUGH;

    /// What clients get for the payloads of notifications.
    public volatile UnaryOperator<String> notifications = payload -> payload;

    /// What the columns of the next statements are held against; null for nothing.
    public volatile @Nullable Provenance provenance = null;

    /// What happens when a session opens; tests put a failure in.
    public volatile Consumer<Session> opening = _ -> {};

    /// What happens when a session closes; tests put a failure in.
    public volatile Consumer<Session> closing = _ -> {};

    /// What a client is told of a server's error; tests put other words in.
    public volatile UnaryOperator<ServerError> errors = error -> error;

    /// What happens when a watch ends; tests put a failure in.
    public volatile Consumer<Outcome> ended = _ -> {};

    /// What becomes of the word on a login; tests put a delay or a failure in.
    public volatile UnaryOperator<CompletionStage<LoginRuling>> login = word -> word;

    private final Function<LoginRequest, Target> target;
    private final Map<String, Verifier> verifiers = new ConcurrentHashMap<>();

    public AllowAllGates(Target target) {
        this(request -> target);
    }

    public AllowAllGates(Function<LoginRequest, Target> target) {
        this.target = target;
    }

    public Gates gates() {
        return new Gates(this, this);
    }

    /// Every statement passes again.
    public void permitAll() {
        ruling = _ -> forward();
    }

    /// What was asked and what came of it, up to now, is not kept.
    public void forget() {
        requests.clear();
        outcomes.clear();
    }

    /// Whether a statement was asked about whose text has this in it.
    public boolean wasAsked(String part) {
        return requests.stream().anyMatch(request -> request.sql().contains(part));
    }

    /// Whether a statement has ended so.
    public boolean hasEnded(Outcome.Result result) {
        return outcomes.stream().anyMatch(outcome -> outcome.result() == result);
    }

    /// A ruling that lets pass.
    public CompletionStage<Ruling> forward() {
        return forward(Terms.NONE);
    }

    public CompletionStage<Ruling> forward(Terms terms) {
        return CompletableFuture.completedFuture(new Ruling.Forward(watch(), terms));
    }

    /// A ruling that refuses as a policy would.
    public static CompletionStage<Ruling> refuse(String message) {
        return CompletableFuture.completedFuture(new Ruling.Refuse(new Refusal.Denied(message, "d-1")));
    }

    public ResultWatch watch() {
        Provenance judgedBy = provenance;
        return new ResultWatch() {
            @Override
            public boolean wantsColumns() {
                return plan != null;
            }

            @Override
            public @Nullable Provenance provenance() {
                return judgedBy;
            }

            @Override
            public void announced(Announced announced) {
                ends.add(announced instanceof Announced.Contradicts contradicts ? contradicts.kind() : "agrees");
            }

            @Override
            public RowPlan columns(List<ColumnMeta> columns) {
                return plan == null ? RowPlan.PASS_THROUGH : plan.apply(columns);
            }

            @Override
            public CopyPlan copied(int columns, boolean binary) {
                return copyPlan.plan(columns, binary);
            }

            @Override
            public ServerError serverError(ServerError error) {
                return errors.apply(error);
            }

            @Override
            public Map<String, Long> maskedCells() {
                return masked;
            }

            @Override
            public void finished(Outcome outcome) {
                outcomes.add(outcome);
                ends.add(outcome.result().name());
                ended.accept(outcome);
            }
        };
    }

    @Override
    public Optional<Verifier> lend(LoginRequest request, String mechanism) {
        return Optional.ofNullable(verifiers.get(request.user() + "/" + mechanism));
    }

    @Override
    public CompletionStage<LoginRuling> login(LoginRequest request, Credential credential) {
        boolean known =
                switch (credential) {
                    case Credential.Password password ->
                        new String(password.secret().bytes(), StandardCharsets.UTF_8).equals(PASSWORD);
                    case Credential.Certificate certificate ->
                        !certificate.chain().isEmpty();
                    case Credential.Proved proved -> verifiers.containsValue(proved.verifier());
                };
        return login.apply(CompletableFuture.completedFuture(
                known
                        ? new LoginRuling.Admitted(target.apply(request), new Name(request.user()))
                        : new LoginRuling.Refused(new Refusal.LoginFailed("login failed"))));
    }

    @Override
    public String notified(Session session, String channel, String payload) {
        return notifications.apply(payload);
    }

    @Override
    public void stands(Session session, Standing standing) {
        ends.add(standing.where() + (standing.failed() ? " failed" : ""));
    }

    @Override
    public void reset(Session session) {
        ends.add("reset");
    }

    @Override
    public void remember(LoginRequest request, LoginRuling.Admitted admitted, Verifier verifier) {
        verifiers.put(request.user() + "/" + verifier.mechanism(), verifier);
    }

    @Override
    public void opened(Session session, SessionHandle handle) {
        opening.accept(session);
        opened.add(session);
        handles.put(session.id(), handle);
    }

    @Override
    public void closed(Session session, String why) {
        handles.remove(session.id());
        closed.add(why);
        closing.accept(session);
    }

    @Override
    public CompletionStage<Ruling> rule(Session session, StatementRequest request) {
        requests.add(request);
        return ruling.apply(request);
    }

    private record Name(String display) implements Badge {}
}
