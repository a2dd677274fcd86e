package dev.gatehouse.control;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.ConfigProvider;

import dev.gatehouse.boot.Lifecycle;
import dev.gatehouse.support.Databases;
import dev.gatehouse.support.Jdbc;

import static org.assertj.core.api.Assertions.assertThat;

/// The running program, its gateway open, as visitors over HTTP see it.
@ApplicationScoped
public class Room {
    static final String ALICE = "zora.alba@sample.example";
    static final String NUMBER = "4111111111111111";

    private final Lifecycle lifecycle;
    private final RoomSettings settings;
    private boolean open;

    @Inject
    Room(Lifecycle lifecycle, RoomSettings settings) {
        this.lifecycle = lifecycle;
        this.settings = settings;
    }

    /// Opens the gateway, and waits until what was sampled is known.
    synchronized void open() throws IOException, SQLException {
        if (open) {
            return;
        }
        assertThat(get("/api/v1/targets", bearer("rita", "auditor")).status()).isEqualTo(503);
        assertThat(post("/signin", form("rita", "auditor")).status()).isEqualTo(503);
        fill();
        assertThat(lifecycle.open()).isTrue();
        open = true;
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> get(
                        "/api/v1/targets/pg", bearer("rita", "auditor"))
                .body()
                .contains("sampled"));
    }

    private static void fill() throws SQLException {
        try (Connection server = Jdbc.postgres(Databases.postgres(), "");
                Statement statement = server.createStatement()) {
            statement.execute("drop database if exists " + RoomSettings.DATABASE + " with (force)");
            statement.execute("create database " + RoomSettings.DATABASE);
        }
        try (Connection room = Jdbc.postgres(Jdbc.at(Databases.postgres(), RoomSettings.DATABASE), "");
                Statement statement = room.createStatement()) {
            statement.execute("create table people (id int, email text, misc text)");
            statement.execute(
                    "insert into people select g, '" + ALICE + "', '" + NUMBER + "' from generate_series(1, 50) g");
            statement.execute("create domain \"<i>\" as text");
            statement.execute("create table marked (email \"<i>\", other text)");
            statement.execute("comment on column marked.other is 'e-mail <b>address</b> of the customer'");
            statement.execute("create table odd (\"<script>alert(1)</script>\" text, \"\"\" onload='x'\" text)");
        }
    }

    int port() {
        return ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
    }

    HttpAnswer get(String path, String... headers) throws IOException {
        return HttpAnswer.of("127.0.0.1", port(), "GET " + path, "", headers);
    }

    HttpAnswer post(String path, String body, String... headers) throws IOException {
        return postFrom("127.0.0.1", path, body, headers);
    }

    /// @param from the address that the connection comes from
    HttpAnswer postFrom(String from, String path, String body, String... headers) throws IOException {
        return HttpAnswer.of(from, port(), "POST " + path, body, headers);
    }

    String bearer(String user, String... groups) {
        return "Authorization: Bearer " + settings.token(user, groups);
    }

    /// What the form of the page for signing in sends.
    String form(String user, String... groups) {
        return "token=" + URLEncoder.encode(settings.token(user, groups), StandardCharsets.UTF_8);
    }

    /// Signs in; the header that a browser sends from then on.
    String signedIn(String user, String... groups) throws IOException {
        return sent(post("/signin", form(user, groups)));
    }

    /// The cookie that an answer has set, as a browser sends it.
    static String sent(HttpAnswer answer) {
        String cookie = answer.header("Set-Cookie");
        assertThat(cookie).contains(";");
        return "Cookie: " + cookie.substring(0, cookie.indexOf(';'));
    }

    String record() {
        return settings.record();
    }

    /// The last event of somebody on the record.
    JsonNode last(String user) throws IOException {
        JsonNode last = null;
        for (String line : settings.record().split("\n")) {
            JsonNode event = new ObjectMapper().readTree(line);
            if (event.at("/subject/id").asText().equals(user)) {
                last = event;
            }
        }
        assertThat(last).isNotNull();
        return last;
    }

    /// An answer without anything of the databases' values, and of what is inside here.
    static void isBare(HttpAnswer answer) {
        assertThat(answer.head() + answer.body()).doesNotContain(ALICE, NUMBER, "Exception", "\tat ", "dev.gatehouse");
    }
}
