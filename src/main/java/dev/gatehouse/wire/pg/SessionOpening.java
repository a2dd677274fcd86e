package dev.gatehouse.wire.pg;

import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

import io.netty.channel.Channel;
import org.jboss.logging.Logger;

import dev.gatehouse.wire.Leg;
import dev.gatehouse.wire.LoginGate;
import dev.gatehouse.wire.LoginRequest;
import dev.gatehouse.wire.LoginRuling;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.Relay;
import dev.gatehouse.wire.Session;
import dev.gatehouse.wire.SessionContext;
import dev.gatehouse.wire.Sessions;

/// Opens the session of a client that was admitted: dials the server, gives the client its own cancel key, and
/// tells it that it may begin. Threads: the session's event loop. Tells the login gate the end exactly once.
final class SessionOpening {
    private static final Logger LOG = Logger.getLogger(SessionOpening.class);
    private static final SecureRandom RANDOM = new SecureRandom();

    /// The server's own length of a key in protocol 3.2, and the only one that 3.0 has room for.
    private static final int LONG_KEY_BYTES = 32;

    private static final int SHORT_KEY_BYTES = 4;

    private final SessionContext context;
    private final Channel client;
    private final LoginRuling.Admitted admitted;
    private final int minorVersion;
    private final Session session;
    private final Registration registration = new Registration();
    private Map<String, String> sent = Map.of();
    private boolean over;

    SessionOpening(
            SessionContext context, Channel client, LoginRequest request, LoginRuling.Admitted admitted, int minor) {
        this.context = context;
        this.client = client;
        this.admitted = admitted;
        this.minorVersion = Math.min(minor, 2);
        this.session = new Session(
                UUID.randomUUID().toString(),
                PgProtocol.NAME,
                PgProtocol.NAME,
                admitted.target(),
                admitted.badge(),
                request.client(),
                request.application(),
                request.tls());
    }

    /// `failed` gets why the server leg did not open; else `opened` runs once the session's handlers are in place.
    ///
    /// @param application what the client calls itself, without what the server is told beside it
    void dial(Map<String, String> parameters, Optional<String> application, Consumer<Refusal> failed, Runnable opened) {
        sent = parameters;
        PgServerRequest request = new PgServerRequest(admitted.target(), parameters, minorVersion);
        PgServerLogin.open(context.dialer(), client.eventLoop(), request, result -> {
            switch (result) {
                case PgServerLogin.Result.Failed(Refusal refusal) -> {
                    if (!over) {
                        failed.accept(refusal);
                    }
                }
                case PgServerLogin.Result.Ready ready -> {
                    if (over) {
                        ready.channel().close();
                    } else {
                        openOrFail(ready, application.orElse(""), failed, opened);
                    }
                }
            }
        });
    }

    /// The client is gone, or not let in after all, before its session was open.
    void abandon(String why) {
        if (!over) {
            over = true;
            gate().closed(session, why);
        }
    }

    /// A failure in here would otherwise leave the client waiting.
    void openOrFail(PgServerLogin.Result.Ready ready, String application, Consumer<Refusal> failed, Runnable opened) {
        try {
            open(ready, application, opened);
        } catch (RuntimeException failure) {
            LOG.errorf(failure, "session did not open session=%s", session.id());
            ready.channel().close();
            registration.end("it could not be opened");
            failed.accept(new Refusal.Internal("The gateway could not open the session. Its log says why.", ""));
        }
    }

    private void open(PgServerLogin.Result.Ready ready, String application, Runnable opened) {
        over = true;
        Map<String, String> reported = new LinkedHashMap<>(ready.parameterStatus());
        reported.put(StartupParameters.APPLICATION_NAME, application);
        Leg server = new Leg(ready.channel());
        Relay relay = new Relay(new Leg(client), server);
        ServerKey key = new ServerKey(ready.processId(), ready.secretKey());
        PgSession pg = new PgSession(
                context,
                session,
                relay,
                new ServerVariables(reported, sent),
                done -> PgServerCancel.send(context.dialer(), client.eventLoop(), session.target(), key, done),
                registration::end);
        PgSessionHandle handle = new PgSessionHandle(client.eventLoop(), pg);
        byte[] secret = new byte[minorVersion >= 2 ? LONG_KEY_BYTES : SHORT_KEY_BYTES];
        RANDOM.nextBytes(secret);
        registration.number = context.sessions()
                .register(number -> new Sessions.Entry(number, secret, admitted.badge(), handle))
                .number();
        client.pipeline().addLast("pg", new PgEnd(pg, PgEnd.Side.CLIENT));
        ready.channel().pipeline().addLast("pg", new PgEnd(pg, PgEnd.Side.SERVER));
        gate().opened(session, handle);
        greet(relay.client(), reported, registration.number, secret, ready.transactionStatus());
        opened.run();
        server.start();
        IdleTimeout.watch(pg, context.limits().idleTimeout());
    }

    private void greet(Leg leg, Map<String, String> reported, int number, byte[] secret, byte status) {
        leg.write(PgMessages.authenticationOk(client.alloc()));
        reported.forEach((name, value) -> leg.write(PgMessages.parameterStatus(client.alloc(), name, value)));
        leg.write(PgMessages.backendKeyData(client.alloc(), number, secret));
        leg.write(PgMessages.readyForQuery(client.alloc(), status));
        leg.flush();
    }

    private LoginGate gate() {
        return context.gates().login();
    }

    /// The session's place among the live ones.
    private final class Registration {
        private int number;
        private boolean ended;

        void end(String why) {
            if (!ended) {
                ended = true;
                context.sessions().remove(number);
                gate().closed(session, why);
            }
        }
    }
}
