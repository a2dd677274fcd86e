package dev.gatehouse.wire.pg;

import java.util.HexFormat;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

/// What a server may not say during its login: nothing is answered, and nothing goes on.
class MalformedLoginTest {
    private static final byte[] SALT = {1, 2, 3, 4};

    @TestFactory
    Stream<DynamicTest> methodThatIsNotSpokenIsRefused() {
        return Stream.of(
                        new ServerScript().authentication(2),
                        new ServerScript().authentication(4, (byte) 1, (byte) 2),
                        new ServerScript().authentication(6),
                        new ServerScript().authentication(7),
                        new ServerScript().authentication(8, (byte) 1),
                        new ServerScript().authentication(9),
                        new ServerScript().authentication(13),
                        new ServerScript().authentication(-1),
                        new ServerScript().sasl("OAUTHBEARER"),
                        new ServerScript().sasl("SCRAM-SHA-1"),
                        new ServerScript().sasl(),
                        new ServerScript().sasl("SCRAM-SHA-256-PLUS", "SCRAM-SHA-256"))
                .map(MalformedLoginTest::refusedSilently);
    }

    @TestFactory
    Stream<DynamicTest> malformedOrMisplacedMessageIsRefused() {
        byte[] huge = new byte[PgServerLogin.LONGEST_MESSAGE];
        ServerScript endless = new ServerScript().ok();
        for (int i = 0; i <= PgLoginExchange.MOST_PARAMETERS; i++) {
            endless.parameter("p" + i, "v");
        }
        return Stream.of(
                        new ServerScript().raw('H', 'T', 'T', 'P', '/', '1', '.', '1', ' ', '4', '0', '0'),
                        new ServerScript().claiming('R', 3),
                        new ServerScript().claiming('R', -1),
                        new ServerScript().claiming('R', Integer.MIN_VALUE),
                        new ServerScript().claiming('R', Integer.MAX_VALUE),
                        new ServerScript().message('S', huge),
                        new ServerScript().message('R', new byte[3]),
                        new ServerScript().authentication(0, (byte) 0),
                        new ServerScript().authentication(3, (byte) 0),
                        new ServerScript().authentication(5, (byte) 0),
                        new ServerScript().authentication(10, "SCRAM-SHA-256"),
                        new ServerScript().authentication(10, "SCRAM-SHA-256\0\0x"),
                        new ServerScript().authentication(11, "r=x"),
                        new ServerScript().authentication(12, "v=x"),
                        new ServerScript().ready('I'),
                        new ServerScript().parameter("a", "b"),
                        new ServerScript().key(1, SALT),
                        new ServerScript().message('T', new byte[2]),
                        new ServerScript().ok().ok(),
                        new ServerScript().ok().authentication(3),
                        new ServerScript().ok().ready('T'),
                        new ServerScript().ok().message('Z', new byte[0]),
                        new ServerScript().ok().message('Z', new byte[2]),
                        new ServerScript().ok().message('S', new byte[] {'a', 0, 'b'}),
                        new ServerScript().ok().message('S', new byte[] {'a', 0, (byte) 0xff, 0}),
                        new ServerScript().ok().message('S', new byte[] {'a', 0, 'b', 0, 'c'}),
                        new ServerScript().ok().key(1),
                        new ServerScript().ok().key(1, new byte[3]),
                        new ServerScript().ok().key(1, new byte[32]),
                        new ServerScript().ok().key(1, SALT).key(1, SALT),
                        new ServerScript().ok().message('D', new byte[6]),
                        new ServerScript().ok().message('G', new byte[3]),
                        new ServerScript().negotiate(0x30002),
                        new ServerScript().negotiate(0x40000),
                        new ServerScript().negotiate(-1),
                        new ServerScript().negotiate(0x30000, "_pq_.never_sent"),
                        new ServerScript().negotiate(0x30000).negotiate(0x30000),
                        new ServerScript().message('v', new byte[4]),
                        new ServerScript().message('v', new byte[] {0, 3, 0, 0, -1, -1, -1, -1}),
                        endless)
                .map(MalformedLoginTest::refusedSilently);
    }

    private static DynamicTest refusedSilently(ServerScript script) {
        byte[] bytes = script.bytes();
        String name = HexFormat.of().formatHex(bytes, 0, Math.min(40, bytes.length));
        return DynamicTest.dynamicTest(name, () -> {
            LoginProbe probe = new LoginProbe();
            probe.sent();
            probe.serverSends(bytes);
            probe.assertRefused("The database server of target \"shop\"");
            assertThat(probe.sent()).isEmpty();
        });
    }
}
