package dev.gatehouse.wire.mysql;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static dev.gatehouse.wire.mysql.EveryByte.REST;
import static dev.gatehouse.wire.mysql.Packets.command;
import static dev.gatehouse.wire.mysql.SessionBench.isError;
import static org.assertj.core.api.Assertions.assertThat;

/// Every first byte of a packet while a user is changed: all belongs to the login, and nothing to the session.
class LoginFailsClosedTest {
    private static final long WITH_ATTRIBUTES = MysqlCapabilities.PROTOCOL_41
            | MysqlCapabilities.SECURE_CONNECTION
            | MysqlCapabilities.PLUGIN_AUTH
            | MysqlCapabilities.CONNECT_ATTRS;

    /// How far a change of user has come when the next packet of the client is due, which is number 2 or 4.
    private enum Login {
        /// `mysql_clear_password` is asked for: the password is next.
        CLEAR(2) {
            @Override
            SessionBench enter() {
                SessionBench bench = new SessionBench();
                bench.fromClient(0, command(0x11, "bob\0\0shop\0".getBytes(StandardCharsets.US_ASCII)));
                assertThat(bench.clientGot()).contains(Packets.hex(ClientAuthentication.CLEAR));
                return bench;
            }

            @Override
            boolean ends(int code) {
                return true;
            }
        },
        /// `caching_sha2_password` is asked for: the scrambled password is next.
        SCRAMBLED(2) {
            @Override
            SessionBench enter() {
                String attributes = "\14_client_name\10libmysql";
                SessionBench bench = new SessionBench(WITH_ATTRIBUTES, WITH_ATTRIBUTES);
                bench.fromClient(
                        0,
                        command(
                                0x11,
                                ("bob\0\0shop\0\55\0caching_sha2_password\0" + (char) attributes.length() + attributes)
                                        .getBytes(StandardCharsets.US_ASCII)));
                assertThat(bench.clientGot()).contains(Packets.hex(CachingSha2Password.NAME));
                return bench;
            }

            @Override
            boolean ends(int code) {
                return false;
            }
        },
        /// The scrambled password is not known: a request for the RSA key is next.
        FULL(4) {
            @Override
            SessionBench enter() {
                SessionBench bench = SCRAMBLED.enter();
                bench.fromClient(2, new byte[32]);
                assertThat(bench.clientGot()).isEqualTo("02000003" + "0104");
                return bench;
            }

            @Override
            boolean ends(int code) {
                return true;
            }
        };

        private final int due;

        Login(int due) {
            this.due = due;
        }

        abstract SessionBench enter();

        /// Whether an answer that begins with this byte, and is no password, ends the login.
        abstract boolean ends(int code);
    }

    @TestFactory
    List<DynamicTest> noByteOfALoginIsTakenForACommand() {
        return Arrays.stream(Login.values())
                .flatMap(login -> EveryByte.of("login " + login, code -> {
                            try (SessionBench bench = login.enter()) {
                                // When
                                bench.fromClient(login.due, command(code, REST));

                                // Then
                                assertThat(bench.serverGot()).isEmpty();
                                assertThat(bench.gates.requests).isEmpty();
                                String told = bench.clientGot();
                                assertThat(isError(told, 1045)).as(told).isEqualTo(login.ends(code));
                                assertThat(bench.isOpen()).isNotEqualTo(login.ends(code));
                            }
                        })
                        .stream())
                .toList();
    }

    @TestFactory
    List<DynamicTest> aCommandInPlaceOfALoginEndsTheSession() {
        return Arrays.stream(Login.values())
                .flatMap(login -> EveryByte.of("login out of order " + login, code -> {
                            try (SessionBench bench = login.enter()) {
                                // When: numbered as a command is
                                bench.fromClient(0, command(code, REST));

                                // Then
                                assertThat(bench.serverGot()).isEmpty();
                                assertThat(bench.gates.requests).isEmpty();
                                assertThat(isError(bench.clientGot(), 1835)).isTrue();
                                assertThat(bench.isOpen()).isFalse();
                                assertThat(bench.gates.closed).hasSize(1);
                            }
                        })
                        .stream())
                .toList();
    }
}
