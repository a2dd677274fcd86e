package dev.gatehouse.wire.mysql;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import io.netty.channel.embedded.EmbeddedChannel;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import dev.gatehouse.wire.ServerTls;

import static dev.gatehouse.wire.mysql.LoginTalk.SCRAMBLE;
import static dev.gatehouse.wire.mysql.LoginTalk.concat;
import static dev.gatehouse.wire.mysql.LoginTalk.heard;
import static dev.gatehouse.wire.mysql.LoginTalk.packet;
import static dev.gatehouse.wire.mysql.LoginTalk.response;
import static dev.gatehouse.wire.mysql.LoginTalk.say;
import static dev.gatehouse.wire.mysql.LoginTalk.terminated;
import static org.assertj.core.api.Assertions.assertThat;

class MysqlLoginProperties {
    private static final byte[] CLIENT = concat(
            response(
                    1,
                    LoginTalk.CLIENT,
                    "alice:shop",
                    NativePassword.NAME,
                    NativePassword.answer(LoginTalk.utf8(TokenGate.LONG), SCRAMBLE),
                    Map.of("program_name", "mysql", "_os", "Linux")),
            packet(3, terminated(TokenGate.LONG)));
    private static final byte[] SERVER = concat(
            LoginTalk.greeting("9.7.4", 0xffff_f7ffL, CachingSha2Password.NAME),
            LoginTalk.switchTo(2, NativePassword.NAME, SCRAMBLE),
            LoginTalk.ok(4));

    @Property(tries = 300)
    void anySplitOfAClientsBytesLogsItIn(@ForAll @Size(max = 20) List<@IntRange(max = 1400) Integer> cuts) {
        TokenGate gate = new TokenGate(SplicedMysql.target(1, "gw", "pw", ServerTls.DISABLED), TokenGate.LONG);
        List<MysqlClientLogin.Result> results = new ArrayList<>();
        EmbeddedChannel channel = new EmbeddedChannel(LoginTalk.login(gate, true, results::add));

        feed(channel, CLIENT, cuts);

        MysqlClientLogin.LoggedIn in = (MysqlClientLogin.LoggedIn) results.getFirst();
        assertThat(in.request().user()).isEqualTo("alice:shop");
        assertThat(in.attributes()).isEqualTo(Map.of("program_name", "mysql", "_os", "Linux"));
        assertThat(in.nextSequence()).isEqualTo(4);
        assertThat(heard(channel)).hasSize(2);
        assertThat(channel.finishAndReleaseAll()).isFalse();
    }

    @Property(tries = 300)
    void anySplitOfAServersBytesMakesItReady(@ForAll @Size(max = 20) List<@IntRange(max = 200) Integer> cuts) {
        List<MysqlServerLogin.Result> results = new ArrayList<>();
        EmbeddedChannel channel = new EmbeddedChannel(new MysqlServerLogin(
                new MysqlServerRequest(
                        SplicedMysql.target(1, "gw", "pw", ServerTls.DISABLED), LoginTalk.CLIENT, 45, "shop", Map.of()),
                results::add));

        feed(channel, SERVER, cuts);

        MysqlServerLogin.Ready ready = (MysqlServerLogin.Ready) results.getFirst();
        assertThat(ready.serverVersion()).isEqualTo("9.7.4");
        assertThat(heard(channel).getLast().payload()).isEqualTo(NativePassword.answer(LoginTalk.utf8("pw"), SCRAMBLE));
        assertThat(channel.finishAndReleaseAll()).isFalse();
    }

    private static void feed(EmbeddedChannel channel, byte[] bytes, List<Integer> cuts) {
        int from = 0;
        for (int cut : new TreeSet<>(cuts)) {
            if (cut > from && cut < bytes.length) {
                say(channel, Arrays.copyOfRange(bytes, from, cut));
                from = cut;
            }
        }
        say(channel, Arrays.copyOfRange(bytes, from, bytes.length));
    }
}
