package dev.gatehouse.wire.mysql;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import io.netty.buffer.ByteBufUtil;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import dev.gatehouse.wire.Ruling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/// Every first byte of a packet that a client may send in every phase: nothing reaches the server as a command that
/// [MysqlCommand] does not list, and that the gate has not let where it is to be judged.
class FailsClosedTest {
    private static final long WITH_FILES = MysqlCapabilities.PROTOCOL_41 | MysqlCapabilities.LOCAL_FILES;
    private static final long WITH_ATTRIBUTES = MysqlCapabilities.PROTOCOL_41
            | MysqlCapabilities.SECURE_CONNECTION
            | MysqlCapabilities.PLUGIN_AUTH
            | MysqlCapabilities.CONNECT_ATTRS;
    private static final byte[] REST = new byte[] {1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};

    private static byte[] command(int code, byte... rest) {
        byte[] payload = Arrays.copyOf(new byte[] {(byte) code}, 1 + rest.length);
        System.arraycopy(rest, 0, payload, 1, rest.length);
        return payload;
    }

    private static byte[] query(String sql) {
        return command(MysqlCommand.QUERY.code(), sql.getBytes(StandardCharsets.UTF_8));
    }

    private interface Walk {
        void visit(int code);
    }

    private static List<DynamicTest> everyByte(String phase, Walk walk) {
        return IntStream.range(0, 256)
                .mapToObj(code -> dynamicTest(phase + " 0x%02x".formatted(code), () -> walk.visit(code)))
                .toList();
    }

    // ---- Ready

    @TestFactory
    List<DynamicTest> everyCommandByteIsJudgedPassedOrRefused() {
        return everyByte("ready", code -> {
            try (SessionBench bench = new SessionBench()) {
                // Given
                bench.refuseAll();

                // When
                bench.fromClient(0, command(code, REST));

                // Then
                requireListed(bench, MysqlCommand.of(code), "");
            }
        });
    }

    /// What has become of `command`, or of a byte that is none, where the gate refuses everything. The client has
    /// got `before` before.
    private static void requireListed(SessionBench bench, @Nullable MysqlCommand command, String before) {
        String sent = bench.serverGot();
        String all = bench.clientGot();
        assertThat(all).startsWith(before);
        String told = all.substring(before.length());
        if (command == null) {
            assertThat(sent).isEmpty();
            assertThat(SessionBench.isError(told, 1047)).as(told).isTrue();
            assertThat(bench.isOpen()).isTrue();
            return;
        }
        switch (command) {
            case QUERY, INIT_DB, FIELD_LIST, STMT_PREPARE, PROCESS_KILL -> {
                assertThat(bench.gates.requests).hasSize(1);
                assertThat(sent).isEmpty();
                assertThat(SessionBench.isError(told, 1142)).as(told).isTrue();
            }
            case STMT_EXECUTE, STMT_RESET, STMT_FETCH -> {
                assertThat(sent).as("of no statement").isEmpty();
                assertThat(SessionBench.isError(told, 1243)).as(told).isTrue();
            }
            case PING, STATISTICS, SET_OPTION, RESET_CONNECTION, QUIT ->
                assertThat(sent).isNotEmpty();
            case STMT_SEND_LONG_DATA, STMT_CLOSE -> {
                assertThat(sent).as("of no statement").isEmpty();
                assertThat(told).isEmpty();
            }
            case CHANGE_USER -> assertThat(sent).isEmpty();
        }
    }

    // ---- Judging, Answering, Opening: what the client sends waits

    @TestFactory
    List<DynamicTest> nothingReachesTheServerWhileAStatementIsJudgedOrAnswered() {
        return everyByte("judging", code -> {
            try (SessionBench bench = new SessionBench()) {
                // Given
                CompletableFuture<Ruling> ruling = new CompletableFuture<>();
                bench.gates.ruling = _ -> ruling;
                bench.fromClient(0, query("SELECT 1"));
                assertThat(bench.serverGot()).isEmpty();

                // When
                bench.fromClient(0, command(code, REST));
                String whileJudged = bench.serverGot();
                ruling.complete(new Ruling.Forward(bench.gates.watch()));
                bench.settle();

                // Then
                assertThat(whileJudged).isEmpty();
                assertThat(bench.serverGot()).as("answering").isEqualTo("09000000" + "03" + "53454c4543542031");
                assertThat(bench.clientGot()).isEmpty();
                assertThat(bench.gates.requests).hasSize(1);
            }
        });
    }

    @TestFactory
    List<DynamicTest> nothingOfTheClientReachesAServerThatIsSetUpAnew() {
        return everyByte("opening", code -> {
            try (SessionBench bench = new SessionBench()) {
                // Given
                bench.refuseAll();
                bench.fromClient(0, command(MysqlCommand.RESET_CONNECTION.code()));
                bench.okFromServer(1);
                assertThat(bench.serverGot()).as("our own statements").contains(hex("session_track_schema"));

                // When
                bench.fromClient(0, command(code, REST));

                // Then
                assertThat(bench.serverGot()).isEmpty();
                assertThat(bench.clientGot()).isEmpty();
                assertThat(bench.gates.requests).isEmpty();
            }
        });
    }

    // ---- Settling: a cancel request is on its way

    @TestFactory
    List<DynamicTest> nothingReachesTheServerWhileACancelRequestMayStillHitIt() {
        return everyByte("settling", code -> {
            try (SessionBench bench = new SessionBench()) {
                // Given: the answer has come, the request has not
                bench.fromClient(0, query("SELECT 1"));
                bench.refuseAll();
                bench.gates.requests.clear();
                bench.session.become(MysqlPhase.SETTLING);
                bench.clientGot();
                bench.serverGot();

                // When
                bench.fromClient(0, command(code, REST));

                // Then
                assertThat(bench.serverGot()).isEmpty();
                assertThat(bench.clientGot()).isEmpty();
                assertThat(bench.gates.requests).isEmpty();
                bench.session.settle();
                bench.session.flush();
                requireListed(bench, MysqlCommand.of(code), "");
            }
        });
    }

    private static String hex(String text) {
        return ByteBufUtil.hexDump(text.getBytes(StandardCharsets.UTF_8));
    }

    // ---- SendingFile: every packet is data, up to the empty one

    /// The server has asked the client for the file that its statement names; the file's first packet is number 2.
    private static SessionBench sendingFile() {
        SessionBench bench = new SessionBench(WITH_FILES, WITH_FILES);
        bench.fromClient(0, query("LOAD DATA LOCAL INFILE 'f' INTO TABLE t"));
        bench.serverGot();
        bench.fromServer(1, command(LocalFile.REQUEST, (byte) 'f'));
        assertThat(bench.clientGot()).isEqualTo("02000001" + "fb66");
        bench.gates.requests.clear();
        bench.refuseAll();
        return bench;
    }

    @TestFactory
    List<DynamicTest> noByteOfAFileIsTakenForACommand() {
        return everyByte("file", code -> {
            try (SessionBench bench = sendingFile()) {
                // When
                bench.fromClient(2, command(code, REST));

                // Then
                assertThat(bench.serverGot())
                        .isEqualTo("0e000002" + "%02x".formatted(code) + ByteBufUtil.hexDump(REST));
                assertThat(bench.clientGot()).isEmpty();
                assertThat(bench.gates.requests).isEmpty();
                assertThat(bench.isOpen()).isTrue();
            }
        });
    }

    /// The command comes in one read with the last of the file, so that it lies there when the file ends.
    @TestFactory
    List<DynamicTest> commandsAreJudgedAgainWhenTheFileHasEnded() {
        return everyByte("behind a file", code -> {
            try (SessionBench bench = sendingFile()) {
                // Given
                bench.client.writeInbound(Packets.packet(2, command(code, REST))
                        .writeBytes(Packets.packet(3, new byte[0]))
                        .writeBytes(Packets.packet(0, command(code, REST))));
                bench.settle();
                assertThat(bench.serverGot()).endsWith("00000003").hasSize(2 * (4 + 14 + 4));
                assertThat(bench.clientGot()).isEmpty();
                assertThat(bench.gates.requests).isEmpty();

                // When
                bench.okFromServer(4);

                // Then
                requireListed(bench, MysqlCommand.of(code), "07000004" + "00000002000000");
            }
        });
    }

    @TestFactory
    List<DynamicTest> aCommandInPlaceOfTheFileEndsTheSession() {
        return everyByte("file out of order", code -> {
            try (SessionBench bench = sendingFile()) {
                // When
                bench.fromClient(0, command(code, REST));

                // Then
                assertThat(bench.serverGot()).isEmpty();
                assertThat(SessionBench.isError(bench.clientGot(), 1835)).isTrue();
                assertThat(bench.gates.requests).isEmpty();
                assertThat(bench.isOpen()).isFalse();
                assertThat(bench.gates.closed).hasSize(1);
            }
        });
    }

    @TestFactory
    List<DynamicTest> aServerThatSpeaksBeforeTheFileHasEndedEndsTheSession() {
        return everyByte("server during file", code -> {
            try (SessionBench bench = sendingFile()) {
                // When
                bench.fromServer(2, command(code, REST));

                // Then: the client hears the server's own error, or ours
                int error = code == MysqlErrors.HEADER ? 1 : 1053;
                assertThat(SessionBench.isError(bench.clientGot(), error)).isTrue();
                assertThat(bench.isOpen()).isFalse();
                assertThat(bench.gates.closed).hasSize(1);
            }
        });
    }

    // ---- ChangingUser: every packet belongs to the login

    /// How far a change of user has come when the next packet of the client is due, which is number 2 or 4.
    private enum Login {
        /// `mysql_clear_password` is asked for: the password is next.
        CLEAR(2) {
            @Override
            SessionBench enter() {
                SessionBench bench = new SessionBench();
                bench.fromClient(0, command(0x11, "bob\0\0shop\0".getBytes(StandardCharsets.US_ASCII)));
                assertThat(bench.clientGot()).contains(hex(ClientAuthentication.CLEAR));
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
                assertThat(bench.clientGot()).contains(hex(CachingSha2Password.NAME));
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
                .flatMap(login -> everyByte("login " + login, code -> {
                            try (SessionBench bench = login.enter()) {
                                // When
                                bench.fromClient(login.due, command(code, REST));

                                // Then
                                assertThat(bench.serverGot()).isEmpty();
                                assertThat(bench.gates.requests).isEmpty();
                                String told = bench.clientGot();
                                assertThat(SessionBench.isError(told, 1045))
                                        .as(told)
                                        .isEqualTo(login.ends(code));
                                assertThat(bench.isOpen()).isNotEqualTo(login.ends(code));
                            }
                        })
                        .stream())
                .toList();
    }

    @TestFactory
    List<DynamicTest> aCommandInPlaceOfALoginEndsTheSession() {
        return Arrays.stream(Login.values())
                .flatMap(login -> everyByte("login out of order " + login, code -> {
                            try (SessionBench bench = login.enter()) {
                                // When: numbered as a command is
                                bench.fromClient(0, command(code, REST));

                                // Then
                                assertThat(bench.serverGot()).isEmpty();
                                assertThat(bench.gates.requests).isEmpty();
                                assertThat(SessionBench.isError(bench.clientGot(), 1835))
                                        .isTrue();
                                assertThat(bench.isOpen()).isFalse();
                                assertThat(bench.gates.closed).hasSize(1);
                            }
                        })
                        .stream())
                .toList();
    }
}
