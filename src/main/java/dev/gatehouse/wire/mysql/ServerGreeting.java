package dev.gatehouse.wire.mysql;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.netty.buffer.ByteBuf;

import dev.gatehouse.wire.ProtocolViolation;
import dev.gatehouse.wire.ServerTls;

/// What a server says before anything else ("Protocol::HandshakeV10"; the shape is at [MysqlGreeting]).
///
/// @param version without the `5.5.5-` that MariaDB puts before it for the sake of old replicas
/// @param capabilities with MariaDB's extended bits where it has any
/// @param plugin the method that `scramble` is meant for, empty if not said
record ServerGreeting(String version, int threadId, long capabilities, byte[] scramble, String plugin) {
    static final int PROTOCOL_VERSION = 10;

    private static final int PART_1 = 8;
    private static final int MIN_PART_2 = 13;
    private static final int RESERVED = 6;
    private static final int MAX_VERSION = 256;
    private static final String REPLICATION_PREFIX = "5.5.5-";

    /// `in` begins with the protocol version.
    static ServerGreeting parse(ByteBuf in) {
        LoginFields.require(in, 1);
        if (in.readUnsignedByte() != PROTOCOL_VERSION) {
            throw new ProtocolViolation("a greeting of another protocol version");
        }
        byte[] version = LoginFields.terminated(in);
        if (version.length > MAX_VERSION) {
            throw new ProtocolViolation("a server version without measure");
        }
        LoginFields.require(in, 4 + PART_1 + 1 + 2 + 1 + 2 + 2 + 1 + RESERVED + 4);
        int threadId = in.readIntLE();
        byte[] part1 = LoginFields.bytes(in, PART_1);
        in.skipBytes(1);
        long capabilities = in.readUnsignedShortLE();
        in.skipBytes(3);
        capabilities |= (long) in.readUnsignedShortLE() << 16;
        int scrambleLength = in.readUnsignedByte();
        in.skipBytes(RESERVED);
        long extended = in.readUnsignedIntLE();
        if (!MysqlCapabilities.has(capabilities, MysqlCapabilities.MYSQL)) {
            capabilities |= extended << 32;
        }
        if (!MysqlCapabilities.has(capabilities, MysqlCapabilities.REQUIRED_OF_CLIENTS)) {
            throw new ProtocolViolation("a server without pluggable authentication");
        }
        byte[] part2 = LoginFields.bytes(in, Math.max(MIN_PART_2, scrambleLength - PART_1));
        byte[] scramble = Arrays.copyOf(part1, Nonces.SCRAMBLE);
        System.arraycopy(part2, 0, scramble, PART_1, Nonces.SCRAMBLE - PART_1);
        String plugin = new String(LoginFields.terminatedOrRest(in), StandardCharsets.US_ASCII);
        return new ServerGreeting(withoutPrefix(version), threadId, capabilities, scramble, plugin);
    }

    private static String withoutPrefix(byte[] version) {
        String text = new String(version, StandardCharsets.ISO_8859_1);
        return text.startsWith(REPLICATION_PREFIX) ? text.substring(REPLICATION_PREFIX.length()) : text;
    }

    /// Whether the login goes on in TLS. Errors: `ProtocolViolation` when `mode` requires it and it is not offered.
    boolean leadsToTls(ServerTls.Mode mode) {
        boolean offered = MysqlCapabilities.has(capabilities, MysqlCapabilities.SSL);
        return switch (mode) {
            case DISABLE -> false;
            case PREFER -> offered;
            case REQUIRE, VERIFY_CA, VERIFY_FULL -> {
                if (!offered) {
                    throw new ProtocolViolation("it has no TLS, which this target requires");
                }
                yield true;
            }
        };
    }
}
