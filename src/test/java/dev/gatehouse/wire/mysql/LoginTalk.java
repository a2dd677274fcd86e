package dev.gatehouse.wire.mysql;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;

import dev.gatehouse.wire.Credential;
import dev.gatehouse.wire.Dialer;
import dev.gatehouse.wire.Limits;
import dev.gatehouse.wire.LoginRequest;
import dev.gatehouse.wire.Secret;
import dev.gatehouse.wire.SessionContext;
import dev.gatehouse.wire.Sessions;
import dev.gatehouse.wire.Target;

/// The words of a login, spoken by hand: builds packets as bytes and reads what a handler wrote.
final class LoginTalk {
    static final byte[] SCRAMBLE = "abcdefghijklmnopqrst".getBytes(StandardCharsets.US_ASCII);
    static final long CLIENT = MysqlCapabilities.MYSQL
            | MysqlCapabilities.PROTOCOL_41
            | MysqlCapabilities.SECURE_CONNECTION
            | MysqlCapabilities.PLUGIN_AUTH
            | MysqlCapabilities.PLUGIN_AUTH_LENENC
            | MysqlCapabilities.CONNECT_ATTRS
            | MysqlCapabilities.CONNECT_WITH_DB
            | MysqlCapabilities.DEPRECATE_EOF
            | MysqlCapabilities.COMPRESS
            | MysqlCapabilities.ZSTD_COMPRESSION;

    /// A packet on the wire.
    record Packet(int sequence, byte[] payload) {
        int first() {
            return payload[0] & 0xff;
        }

        String text() {
            return new String(payload, StandardCharsets.ISO_8859_1);
        }
    }

    private LoginTalk() {}

    static SessionContext context(TokenGate gate, boolean plaintext) {
        return new SessionContext(
                gate.gates(),
                new Dialer(Duration.ofSeconds(1)),
                new Sessions(),
                Limits.STANDARD,
                Optional.empty(),
                plaintext);
    }

    static LoginRequest request(String user) {
        return new LoginRequest(
                "mysql", user, Optional.empty(), new InetSocketAddress("127.0.0.1", 1), "", Map.of(), false);
    }

    static Credential password(String password) {
        return new Credential.Password(new Secret(utf8(password)));
    }

    /// A login that has greeted as a MySQL of thread 7, with [#SCRAMBLE].
    static MysqlClientLogin login(TokenGate gate, boolean plaintext, Consumer<MysqlClientLogin.Result> results) {
        return new MysqlClientLogin(context(gate, plaintext), 7, SplicedMysql.MYSQL, results, SCRAMBLE);
    }

    /// Logs in to a real server.
    static MysqlServerLogin.Result comeIn(EventLoop loop, Target target, Map<String, String> attributes)
            throws Exception {
        CompletableFuture<MysqlServerLogin.Result> result = new CompletableFuture<>();
        loop.execute(() -> MysqlServerLogin.open(
                new Dialer(Duration.ofSeconds(5)),
                loop,
                new MysqlServerRequest(target, CLIENT, 45, "", attributes),
                result::complete));
        return result.get(60, TimeUnit.SECONDS);
    }

    static byte[] packet(int sequence, byte[] payload) {
        ByteBuf out = Unpooled.buffer().writeMediumLE(payload.length).writeByte(sequence);
        return bytes(out.writeBytes(payload));
    }

    static byte[] packet(int sequence, Consumer<ByteBuf> payload) {
        ByteBuf out = Unpooled.buffer();
        payload.accept(out);
        return packet(sequence, bytes(out));
    }

    static byte[] response(int sequence, long capabilities, String user, String plugin, byte[] answer) {
        return response(sequence, capabilities, user, plugin, answer, Map.of());
    }

    static byte[] response(
            int sequence,
            long capabilities,
            String user,
            String plugin,
            byte[] answer,
            Map<String, String> attributes) {
        return packet(sequence, out -> {
            out.writeIntLE((int) capabilities).writeIntLE(1 << 24).writeByte(45).writeZero(19);
            out.writeIntLE((int) (capabilities >>> 32));
            LoginFields.writeTerminated(out, user);
            LoginFields.writeLengthEncoded(out, answer);
            if (MysqlCapabilities.has(capabilities, MysqlCapabilities.CONNECT_WITH_DB)) {
                LoginFields.writeTerminated(out, "shop");
            }
            LoginFields.writeTerminated(out, plugin);
            LoginFields.writeAttributes(out, attributes);
        });
    }

    static byte[] greeting(String version, long capabilities, String plugin) {
        return packet(0, out -> {
            out.writeByte(10);
            LoginFields.writeTerminated(out, version);
            out.writeIntLE(99).writeBytes(SCRAMBLE, 0, 8).writeByte(0);
            out.writeShortLE((int) capabilities).writeByte(45).writeShortLE(2);
            out.writeShortLE((int) (capabilities >>> 16)).writeByte(21).writeZero(6);
            out.writeIntLE((int) (capabilities >>> 32));
            out.writeBytes(SCRAMBLE, 8, 12).writeByte(0);
            LoginFields.writeTerminated(out, plugin);
        });
    }

    static byte[] switchTo(int sequence, String plugin, byte[] nonce) {
        return packet(sequence, out -> {
            out.writeByte(0xfe);
            LoginFields.writeTerminated(out, plugin);
            out.writeBytes(nonce);
        });
    }

    static byte[] ok(int sequence) {
        return packet(sequence, new byte[] {0, 0, 0, 2, 0, 0, 0});
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] terminated(String text) {
        return utf8(text + '\0');
    }

    static byte[] concat(byte[]... parts) {
        ByteBuf out = Unpooled.buffer();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return bytes(out);
    }

    static void say(EmbeddedChannel channel, byte[] bytes) {
        channel.writeInbound(Unpooled.wrappedBuffer(bytes));
    }

    /// What the handler wrote since the last time.
    static List<Packet> heard(EmbeddedChannel channel) {
        List<Packet> packets = new ArrayList<>();
        ByteBuf all = Unpooled.buffer();
        for (ByteBuf out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
            all.writeBytes(out);
            out.release();
        }
        while (all.isReadable()) {
            byte[] payload = new byte[all.readUnsignedMediumLE()];
            int sequence = all.readUnsignedByte();
            all.readBytes(payload);
            packets.add(new Packet(sequence, payload));
        }
        return packets;
    }

    private static byte[] bytes(ByteBuf buffer) {
        byte[] bytes = new byte[buffer.readableBytes()];
        buffer.readBytes(bytes);
        return bytes;
    }
}
