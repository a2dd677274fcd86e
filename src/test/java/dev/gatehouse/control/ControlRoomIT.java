package dev.gatehouse.control;

import java.io.IOException;
import java.util.Locale;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/// The API and the pages of the running program, over real HTTP.
@QuarkusTest
@Timeout(120)
class ControlRoomIT {
    @Inject
    Room room;

    @BeforeEach
    void open() throws Exception {
        room.open();
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
            HttpAnswer answer = room.get(path, header);

            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
            assertThat(answer.json().fieldNames()).toIterable().containsExactly("error");
            Room.isBare(answer);
        }
    }

    @Test
    void whomThePolicyDoesNotPermitSeesNothing() throws IOException {
        for (String path : new String[] {"/api/v1/targets", "/api/v1/targets/pg", "/api/v1/targets/none"}) {
            HttpAnswer answer = room.get(path, room.bearer("alice", "analysts", "pii:read"));

            assertThat(answer.status()).as(path).isEqualTo(403);
            Room.isBare(answer);
        }
        String cookie = room.signedIn("alice", "analysts");
        assertThat(room.get("/", cookie).status()).isEqualTo(403);
        assertThat(room.get("/targets/pg", cookie).status()).isEqualTo(403);
        assertThat(room.last("alice").at("/decision/result").textValue()).isEqualTo("deny");
    }

    @Test
    void anAuditorSeesColumnsAndEvidenceAndNoValue() throws IOException {
        HttpAnswer answer = room.get("/api/v1/targets/pg", room.bearer("rita", "auditor"));

        assertThat(answer.status()).isEqualTo(200);
        JsonNode target = answer.json();
        assertThat(target.get("catalog").longValue()).isPositive();
        assertThat(target.at("/labels/environment").textValue()).isEqualTo("production");
        assertThat(target.get("columns").findValuesAsText("column")).contains("email", "misc");
        assertThat(target.get("columns").findValuesAsText("kind")).contains("email", "card");
        assertThat(target.get("columns").findValuesAsText("source")).contains("named", "sampled", "configured");
        Room.isBare(answer);
        JsonNode line = room.last("rita");
        assertThat(line.get("event").textValue()).isEqualTo("action.decided");
        assertThat(line.get("action").textValue()).isEqualTo("targets.read");
        assertThat(line.get("target").textValue()).isEqualTo("pg");
        assertThat(line.at("/decision/result").textValue()).isEqualTo("allow");
    }

    @Test
    void theListHasThoseTargetsThatOneMaySee() throws IOException {
        JsonNode all =
                room.get("/api/v1/targets", room.bearer("rita", "auditor")).json();
        assertThat(all.findValuesAsText("name")).containsExactly("pg", "gone");
        assertThat(all.get(0).get("sensitive").intValue()).isGreaterThanOrEqualTo(4);
        assertThat(all.get(1).get("sensitive").intValue()).isEqualTo(-1);

        JsonNode one =
                room.get("/api/v1/targets", room.bearer("olga", "auditor:gone")).json();
        assertThat(one.findValuesAsText("name")).containsExactly("gone");
        assertThat(room.get("/api/v1/targets/pg", room.bearer("olga", "auditor:gone"))
                        .status())
                .isEqualTo(403);
        assertThat(room.get("/api/v1/targets/none", room.bearer("rita", "auditor"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void theRecordKeepsNoMoreOfAnAgentThanItsBeginning() throws IOException {
        room.get("/api/v1/targets", room.bearer("wordy", "auditor"), "User-Agent: " + "long ".repeat(1000));

        assertThat(room.last("wordy").at("/client/application").textValue()).hasSizeLessThanOrEqualTo(256);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/console.css",
                "/gatehouse.svg",
                "/signin",
                "/signout",
                "/targets/pg",
                "/api/v1/targets",
                "/api/v1/nothing",
                "/nothing",
            })
    void everyAnswerHasItsHeaders(String path) throws IOException {
        HttpAnswer answer = room.get(path);

        assertThat(answer.header("Content-Security-Policy"))
                .contains("default-src 'none'", "frame-ancestors 'none'")
                .doesNotContain("unsafe", "script-src");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("same-origin");
        assertThat(answer.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
        assertThat(answer.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
        assertThat(answer.head().toLowerCase(Locale.ROOT)).doesNotContain("access-control-", "\r\nserver:");
        Room.isBare(answer);
    }

    @Test
    void whoTriesTooOftenIsNotHeard() throws IOException {
        String from = "127.0.0.9";
        for (int i = 0; i < 30; i++) {
            assertThat(HttpAnswer.of(from, room.port(), "GET /api/v1/targets", "", "Authorization: Bearer x")
                            .status())
                    .isEqualTo(401);
        }
        assertThat(HttpAnswer.of(from, room.port(), "GET /api/v1/targets", "", room.bearer("rita", "auditor"))
                        .status())
                .isEqualTo(429);
        assertThat(room.get("/api/v1/targets", room.bearer("rita", "auditor")).status())
                .isEqualTo(200);
        assertThat(room.record()).contains("\"event\":\"login.refused\"", "\"protocol\":\"http\"");
    }

    @Test
    void theApiIsDescribed() throws IOException {
        String described = room.get("/q/openapi").body();

        assertThat(described).contains("/api/v1/targets/{name}", "bearer").doesNotContain("signin");
    }
}
