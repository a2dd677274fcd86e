package dev.gatehouse.wire.mysql;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.wire.Leg;
import dev.gatehouse.wire.Limits;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.SessionContext;

/// Dials a server leg and sets it up: has the server report the variables that change how SQL is read, and reads
/// them once. Threads: the event loop.
final class ServerOpening {
    /// How it went. Given exactly once.
    sealed interface Result {
        record Open(ServerLeg server) implements Result {}

        record Failed(Refusal refusal) implements Result {}
    }

    private static final Logger LOG = Logger.getLogger(ServerOpening.class);

    /// The variables by which the server is made to report.
    private static final Pattern REPORTS = Pattern.compile("session_track_s", Pattern.CASE_INSENSITIVE);

    private static final List<String> SETUP = List.of(
            "SET SESSION session_track_system_variables='*', session_track_schema=1", // all: drivers ask for others
            "SELECT @@SESSION.sql_mode, @@SESSION.character_set_client, @@SESSION.collation_connection,"
                    + " @@GLOBAL.lower_case_table_names, @@GLOBAL.version, DATABASE()");
    private static final List<String> NAMES = List.of(
            "sql_mode",
            "character_set_client",
            "collation_connection",
            "lower_case_table_names",
            "version",
            ServerState.SCHEMA);

    private final Limits limits;
    private final MysqlServerRequest request;
    private final MysqlFleet fleet;
    private final Consumer<Result> done;
    private @Nullable MysqlServerLogin login;
    private @Nullable Channel channel;
    private boolean given;

    private ServerOpening(Limits limits, MysqlServerRequest request, MysqlFleet fleet, Consumer<Result> done) {
        this.limits = limits;
        this.request = request;
        this.fleet = fleet;
        this.done = done;
    }

    static ServerOpening start(
            SessionContext context,
            EventLoop loop,
            MysqlServerRequest request,
            MysqlFleet fleet,
            Consumer<Result> done) {
        ServerOpening opening = new ServerOpening(context.limits(), request, fleet, done);
        try {
            opening.login = MysqlServerLogin.open(context.dialer(), loop, request, opening::onLogin);
        } catch (RuntimeException failure) { // else the client would wait, and the gate not hear of its end
            LOG.errorf(failure, "server not dialled target=%s", request.target().name());
            opening.give(new Result.Failed(
                    new Refusal.Internal("The gateway could not open the session. Its log says why.", "")));
        }
        return opening;
    }

    /// Whether `sql` may have changed what the server reports, as some drivers do to have it report more.
    static boolean isUndoneBy(String sql) {
        return REPORTS.matcher(sql).find();
    }

    /// Sets a leg up anew, after the server has forgotten the session's state or what it is to report of it.
    static void again(ServerLeg server, String target, Consumer<Result> done) {
        setUp(server, target, done);
    }

    /// Gives up; the result is `Failed` unless it was given before.
    void abandon() {
        if (login != null) {
            login.abandon();
        }
        if (channel != null) {
            channel.close();
        }
    }

    private void onLogin(MysqlServerLogin.Result result) {
        switch (result) {
            case MysqlServerLogin.Failed(Refusal refusal) -> give(new Result.Failed(refusal));
            case MysqlServerLogin.Ready ready -> onReady(ready);
        }
    }

    private void onReady(MysqlServerLogin.Ready ready) {
        channel = ready.channel();
        String target = request.target().name();
        fleet.learn(target, new MysqlFleet.Known(ready.serverVersion(), ready.offered()));
        MysqlPacketDecoder decoder = new MysqlPacketDecoder(limits.frameBytes());
        ServerLeg server = new ServerLeg(
                decoder, new Leg(ready.channel()), ready.capabilities(), ready.threadId(), new ServerState());
        server.state().status(ready.statusFlags());
        if (!MysqlCapabilities.has(ready.capabilities(), MysqlCapabilities.SESSION_TRACK)) {
            ready.channel().close();
            give(new Result.Failed(unfit(target)));
            return;
        }
        if (isLessThanAgreed(ready.capabilities())) {
            ready.channel().close();
            give(new Result.Failed(lesser(target)));
            return;
        }
        setUp(server, target, this::give);
        ready.channel().pipeline().addLast("decoder", decoder);
        server.leg().pause(Leg.Pause.DRAINING);
        server.leg().resume(Leg.Pause.DRAINING); // the login left the channel unread
    }

    private static void setUp(ServerLeg server, String target, Consumer<Result> done) {
        OwnStatements.send(
                server.channel(),
                server.decoder(),
                server.capabilities(),
                SETUP,
                row -> done.accept(read(server, target, row)));
    }

    private static Result read(ServerLeg server, String target, Optional<List<String>> row) {
        if (row.isEmpty() || row.get().size() != NAMES.size()) {
            server.channel().close();
            return new Result.Failed(unfit(target));
        }
        Map<String, String> variables = new HashMap<>();
        for (int i = 0; i < NAMES.size(); i++) {
            variables.put(NAMES.get(i), row.get().get(i));
        }
        server.state().set(variables);
        return new Result.Open(server);
    }

    /// Whether the client reads its results in a way that this server does not write and nobody translates.
    private boolean isLessThanAgreed(long capabilities) {
        long extended = MysqlCapabilities.MARIADB_EXTENDED_METADATA;
        return MysqlCapabilities.has(request.clientCapabilities(), extended)
                && !MysqlCapabilities.has(capabilities, extended);
    }

    /// The next connection is greeted as this server allows.
    private static Refusal lesser(String target) {
        return new Refusal.TargetDown(
                "Target \"" + target + "\" is of another kind than was announced to this connection: connect again");
    }

    private static Refusal unfit(String target) {
        return new Refusal.TargetDown(
                "Target \"" + target + "\" is not available: it does not report the state of a session");
    }

    private void give(Result result) {
        if (!given) {
            given = true;
            done.accept(result);
        }
    }
}
