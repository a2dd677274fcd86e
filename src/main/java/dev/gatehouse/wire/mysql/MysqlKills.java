package dev.gatehouse.wire.mysql;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import org.jboss.logging.Logger;

import dev.gatehouse.wire.Badge;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.ServerError;
import dev.gatehouse.wire.SessionContext;
import dev.gatehouse.wire.Sessions;
import dev.gatehouse.wire.Target;

/// Both directions of KILL: a client's, of a session of the same owner by the id that we gave it, and ours at the
/// server, of what a session is doing there.
final class MysqlKills {
    private static final Logger LOG = Logger.getLogger(MysqlKills.class);
    private static final int ER_NO_SUCH_THREAD = 1094;
    private static final int UTF8MB4_GENERAL_CI = 45;
    private static final Refusal.ShuttingDown KILLED =
            new Refusal.ShuttingDown("The connection was killed by its owner.");

    private final SessionContext context;
    private final EventLoop loop;

    MysqlKills(SessionContext context, EventLoop loop) {
        this.context = context;
        this.loop = loop;
    }

    /// Carries out `kill` for `owner`; the error if there is no such thread of theirs.
    Optional<ServerError> kill(KillStatement kill, Badge owner) {
        Optional<Sessions.Entry> found = kill.id() > Integer.MAX_VALUE
                ? Optional.empty()
                : context.sessions().find((int) kill.id());
        if (found.isEmpty() || !found.get().owner().owner().equals(owner.owner())) {
            return Optional.of(new ServerError("HY000", ER_NO_SUCH_THREAD, "Unknown thread id: " + kill.id(), ""));
        }
        if (kill.query()) {
            found.get().handle().cancel();
        } else {
            found.get().handle().end(KILLED);
        }
        return Optional.empty();
    }

    /// Ends what the server's thread `threadId` is doing, over a connection of its own; `done` when that is
    /// settled.
    void cancelAtServer(Target target, int threadId, Runnable done) {
        MysqlServerRequest request = new MysqlServerRequest(
                target, MysqlCapabilities.PROTOCOL_41, UTF8MB4_GENERAL_CI, "", Map.of("program_name", "gatehouse"));
        MysqlServerLogin.open(context.dialer(), loop, request, result -> {
            switch (result) {
                case MysqlServerLogin.Ready ready -> send(ready, threadId, done);
                case MysqlServerLogin.Failed(Refusal refusal) -> {
                    LOG.warnf("cancel failed target=%s why=%s", target.name(), refusal.message());
                    done.run();
                }
            }
        });
    }

    private void send(MysqlServerLogin.Ready ready, int threadId, Runnable done) {
        Channel channel = ready.channel();
        MysqlPacketDecoder decoder = new MysqlPacketDecoder(context.limits().frameBytes());
        OwnStatements.send(
                channel, decoder, ready.capabilities(), List.of("KILL QUERY " + (threadId & 0xFFFFFFFFL)), result -> {
                    LOG.debugf("cancel sent thread=%s done=%s", (Object) threadId, result.isPresent());
                    channel.close();
                    done.run();
                });
        channel.pipeline().addLast(decoder);
        channel.config().setAutoRead(true);
    }
}
