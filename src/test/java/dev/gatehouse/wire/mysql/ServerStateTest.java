package dev.gatehouse.wire.mysql;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ServerStateTest {
    private final ServerState state = new ServerState();

    @Test
    void aVariableThatDoesNotChangeTheReadingIsNotKept() {
        // Given
        state.set(Map.of("sql_mode", "ANSI_QUOTES", "collation_connection", "utf8mb4_bin"));
        Map<String, String> before = state.variables();

        // When: with one statement `timestamp`, with another one several at once, as MariaDB tells them
        tell(0, "timestamp", "1790000000.1");
        tell(0, "insert_id", "7", "rand_seed1", "9");

        // Then
        assertThat(state.variables()).isSameAs(before).isEqualTo(Map.of("sql_mode", "ANSI_QUOTES"));
    }

    @Test
    void whatChangesTheReadingIsKeptAsTheServerSaysIt() {
        // Given
        state.set(Map.of("sql_mode", "", "character_set_client", "utf8mb4", ServerState.SCHEMA, "a", "version", "8.4"));

        // When
        tell(0, "autocommit", "OFF", "sql_mode", "ANSI_QUOTES", "character_set_client", "latin1");
        tell(1, "b");

        // Then
        assertThat(state.variables())
                .isEqualTo(Map.of(
                        "sql_mode",
                        "ANSI_QUOTES",
                        "character_set_client",
                        "latin1",
                        "database",
                        "b",
                        "version",
                        "8.4"));
        assertThat(state.charset()).isEqualTo(ClientCharset.named("latin1"));
    }

    @Test
    void sayingTheSameAgainChangesNothing() {
        // Given
        state.set(Map.of("sql_mode", "ANSI_QUOTES"));
        Map<String, String> before = state.variables();

        // When
        tell(0, "sql_mode", "ANSI_QUOTES");

        // Then
        assertThat(state.variables()).isSameAs(before);
    }

    /// One entry of changes, of texts that are shorter than 251 bytes.
    private void tell(int type, String... texts) {
        ByteBuf data = Unpooled.buffer();
        for (String text : texts) {
            data.writeByte(text.length());
            data.writeCharSequence(text, StandardCharsets.US_ASCII);
        }
        ByteBuf changes = Unpooled.buffer();
        changes.writeByte(type).writeByte(data.readableBytes()).writeBytes(data);
        ByteBuf none = Unpooled.EMPTY_BUFFER;
        state.read(new OkPacket(OkPacket.OK, 0, 0, StatusFlags.SESSION_STATE_CHANGED, 0, none, changes));
    }
}
