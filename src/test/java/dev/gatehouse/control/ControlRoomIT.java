package dev.gatehouse.control;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.gatehouse.boot.Lifecycle;
import dev.gatehouse.support.Databases;
import dev.gatehouse.support.Jdbc;

import static org.assertj.core.api.Assertions.assertThat;

/// The API and the pages of the running program, over real HTTP.
@QuarkusTest
@Timeout(120)
class ControlRoomIT {
    private static final String ALICE = "zora.alba@sample.example";
    private static final String NUMBER = "4111111111111111";
    private static boolean open;

    @Inject
    Lifecycle lifecycle;

    @Inject
    RoomSettings settings;

    @TestHTTPResource("/")
    URI base;

    @BeforeEach
    void open() throws Exception {
        if (open) {
            return;
        }
        assertThat(get("/api/v1/targets", bearer("rita", "auditor")).status()).isEqualTo(503);
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
            statement.execute("create table odd (\"<script>alert(1)</script>\" text, \"\"\" onload='x'\" text)");
        }
    }

    private HttpAnswer get(String path, String... headers) throws IOException {
        return HttpAnswer.of("127.0.0.1", base.getPort(), "GET " + path, "", headers);
    }

    private HttpAnswer post(String path, String body, String... headers) throws IOException {
        return HttpAnswer.of("127.0.0.1", base.getPort(), "POST " + path, body, headers);
    }

    private String bearer(String user, String... groups) {
        return "Authorization: Bearer " + settings.token(user, groups);
    }

    private String form(String user, String... groups) {
        return "token=" + URLEncoder.encode(settings.token(user, groups), StandardCharsets.UTF_8);
    }

    private String cookie(String user, String... groups) {
        return "Cookie: gatehouse=" + settings.token(user, groups);
    }

    private static void isBare(HttpAnswer answer) {
        assertThat(answer.head() + answer.body()).doesNotContain(ALICE, NUMBER, "Exception", "\tat ", "dev.gatehouse");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Accept: */*",
                "Authorization: Basic YWxpY2U6eA==",
                "Authorization: Bearer ",
                "Authorization: Bearer eyJhbGciOiJub25lIn0.e30.",
                "Authorization: Bearer nonsense",
            })
    void nobodyComesInWithoutAToken(String header) throws IOException {
        for (String path : new String[] {"/api/v1/targets", "/api/v1/targets/pg", "/api/v1/targets/none"}) {
            HttpAnswer answer = get(path, header);

            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
            assertThat(answer.json().fieldNames()).toIterable().containsExactly("error");
            isBare(answer);
        }
    }

    @Test
    void theApiTakesNoCookies() throws IOException {
        assertThat(get("/api/v1/targets", cookie("rita", "auditor")).status()).isEqualTo(401);
    }

    @Test
    void whomThePolicyDoesNotPermitSeesNothing() throws IOException {
        for (String path : new String[] {"/api/v1/targets", "/api/v1/targets/pg", "/api/v1/targets/none"}) {
            HttpAnswer answer = get(path, bearer("alice", "analysts", "pii:read"));

            assertThat(answer.status()).as(path).isEqualTo(403);
            isBare(answer);
        }
        assertThat(get("/", cookie("alice", "analysts")).status()).isEqualTo(403);
        assertThat(get("/targets/pg", cookie("alice", "analysts")).status()).isEqualTo(403);
        assertThat(last("alice").at("/decision/result").textValue()).isEqualTo("deny");
    }

    @Test
    void anAuditorSeesColumnsAndEvidenceAndNoValue() throws IOException {
        HttpAnswer answer = get("/api/v1/targets/pg", bearer("rita", "auditor"));

        assertThat(answer.status()).isEqualTo(200);
        JsonNode target = answer.json();
        assertThat(target.get("catalog").longValue()).isPositive();
        assertThat(target.at("/labels/environment").textValue()).isEqualTo("production");
        assertThat(target.get("columns").findValuesAsText("column")).contains("email", "misc");
        assertThat(target.get("columns").findValuesAsText("kind")).contains("email", "card");
        assertThat(target.get("columns").findValuesAsText("source")).contains("named", "sampled", "configured");
        isBare(answer);
        JsonNode line = last("rita");
        assertThat(line.get("event").textValue()).isEqualTo("action.decided");
        assertThat(line.get("action").textValue()).isEqualTo("targets.read");
        assertThat(line.get("target").textValue()).isEqualTo("pg");
        assertThat(line.at("/decision/result").textValue()).isEqualTo("allow");
    }

    @Test
    void theListHasThoseTargetsThatOneMaySee() throws IOException {
        JsonNode all = get("/api/v1/targets", bearer("rita", "auditor")).json();
        assertThat(all.findValuesAsText("name")).containsExactly("pg", "gone");
        assertThat(all.get(0).get("sensitive").intValue()).isGreaterThanOrEqualTo(4);
        assertThat(all.get(1).get("sensitive").intValue()).isEqualTo(-1);

        JsonNode one = get("/api/v1/targets", bearer("olga", "auditor:gone")).json();
        assertThat(one.findValuesAsText("name")).containsExactly("gone");
        assertThat(get("/api/v1/targets/pg", bearer("olga", "auditor:gone")).status())
                .isEqualTo(403);
        assertThat(get("/api/v1/targets/none", bearer("rita", "auditor")).status())
                .isEqualTo(404);
    }

    @Test
    void aBrowserSignsInAndOut() throws IOException {
        assertThat(get("/").body()).contains("<form method=\"post\" action=\"/signin\"");

        HttpAnswer signed = post("/signin", form("rita", "auditor"));
        assertThat(signed.status()).isEqualTo(303);
        String cookie = signed.header("Set-Cookie");
        assertThat(cookie).contains("HttpOnly", "SameSite=Strict", "Path=/").doesNotContain("Secure");

        String sent = "Cookie: " + cookie.substring(0, cookie.indexOf(';'));
        assertThat(get("/", sent).body()).contains("href=\"/targets/pg\"", "rita");
        HttpAnswer page = get("/targets/pg", sent);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).contains("email", "sampled").doesNotContain(ALICE, NUMBER);
        assertThat(page.body().indexOf("public.people."))
                .isPositive()
                .isLessThan(page.body().indexOf("pg_catalog.pg_authid."));

        HttpAnswer out = post("/signout", "", sent, "Content-Length: 0");
        assertThat(out.status()).isEqualTo(303);
        assertThat(out.header("Set-Cookie")).contains("gatehouse=;", "Max-Age=0");
    }

    @Test
    void theCookieIsForEncryptedWaysWhereOthersMayListen() throws IOException {
        assertThat(post("/signin", form("rita", "auditor"), "Host: gatehouse.example")
                        .header("Set-Cookie"))
                .contains("Secure");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Origin: https://evil.example", "Origin: null", "Sec-Fetch-Site: cross-site"})
    void formsOfOtherSitesAreRefused(String header) throws IOException {
        HttpAnswer signed = post("/signin", form("rita", "auditor"), header);
        assertThat(signed.status()).isEqualTo(403);
        assertThat(signed.header("Set-Cookie")).isEmpty();
        assertThat(post("/signout", "", header, "Content-Length: 0").status()).isEqualTo(403);
    }

    @Test
    void aTokenThatDoesNotHoldIsForgotten() throws IOException {
        HttpAnswer answer = get("/", "Cookie: gatehouse=nonsense");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("Set-Cookie")).contains("Max-Age=0");
        isBare(answer);
    }

    @Test
    void aFormThatCannotBeReadIsItsSendersFault() throws IOException {
        for (String form : List.of("token=%zz", "&".repeat(2000))) {
            HttpAnswer answer = post("/signin", form);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).isEqualTo("{\"error\":\"this is not understood\"}");
        }
    }

    @Test
    void theRecordKeepsNoMoreOfAnAgentThanItsBeginning() throws IOException {
        get("/api/v1/targets", bearer("wordy", "auditor"), "User-Agent: " + "long ".repeat(1000));

        assertThat(last("wordy").at("/client/application").textValue()).hasSizeLessThanOrEqualTo(256);
    }

    @Test
    void namesOfColumnsAreNoMarkup() throws IOException {
        String page = get("/targets/pg", cookie("rita", "auditor")).body();

        assertThat(page).contains("&lt;script&gt;alert(1)&lt;/script&gt;").doesNotContain("<script", "\" onload='x'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/console.css", "/targets/pg", "/api/v1/targets", "/api/v1/nothing", "/nothing"})
    void everyAnswerHasItsHeaders(String path) throws IOException {
        HttpAnswer answer = get(path);

        assertThat(answer.header("Content-Security-Policy"))
                .contains("default-src 'none'", "frame-ancestors 'none'")
                .doesNotContain("unsafe", "script-src");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        isBare(answer);
    }

    @Test
    void whoTriesTooOftenIsNotHeard() throws IOException {
        String from = "127.0.0.9";
        for (int i = 0; i < 30; i++) {
            assertThat(HttpAnswer.of(from, base.getPort(), "GET /api/v1/targets", "", "Authorization: Bearer x")
                            .status())
                    .isEqualTo(401);
        }
        assertThat(HttpAnswer.of(from, base.getPort(), "GET /api/v1/targets", "", bearer("rita", "auditor"))
                        .status())
                .isEqualTo(429);
        assertThat(get("/api/v1/targets", bearer("rita", "auditor")).status()).isEqualTo(200);
        assertThat(settings.record()).contains("\"event\":\"login.refused\"", "\"protocol\":\"http\"");
    }

    @Test
    void theApiIsDescribed() throws IOException {
        String described = get("/q/openapi").body();

        assertThat(described).contains("/api/v1/targets/{name}", "bearer").doesNotContain("signin");
    }

    /// The last event of somebody on the record.
    private JsonNode last(String user) throws IOException {
        JsonNode last = null;
        for (String line : settings.record().split("\n")) {
            JsonNode event = new com.fasterxml.jackson.databind.ObjectMapper().readTree(line);
            if (event.at("/subject/id").asText().equals(user)) {
                last = event;
            }
        }
        assertThat(last).isNotNull();
        return last;
    }
}
