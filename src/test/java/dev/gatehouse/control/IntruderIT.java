package dev.gatehouse.control;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

import jakarta.inject.Inject;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/// What comes of requests that nobody with good intentions sends.
@QuarkusTest
@Timeout(120)
class IntruderIT {
    private static final String MARK = "<script>alert(1)</script>";

    @Inject
    Room room;

    @BeforeEach
    void open() throws Exception {
        room.open();
    }

    private HttpAnswer send(String line, String... headers) throws IOException {
        return HttpAnswer.of("127.0.0.1", room.port(), line, "", headers);
    }

    /// The answer says that it is the sender's fault, and nothing else.
    private static void isTurnedAway(HttpAnswer answer) {
        assertThat(answer.status()).as(answer.head()).isBetween(400, 499);
        assertThat(answer.header("Set-Cookie")).isEmpty();
        assertThat(answer.body()).doesNotContain(MARK, "RESTEASY", "Quarkus", "Vert.x", "Resource not found");
        Room.isBare(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/signin", "/targets/pg", "/api/v1/targets", "/api/v1/targets/pg"})
    void otherMethodsDoNothing(String path) throws IOException {
        String cookie = room.signedIn("rita", "auditor");
        String bearer = room.bearer("rita", "auditor");
        for (String method : List.of("TRACE", "PUT", "DELETE", "PATCH", "CONNECT", "GET" + MARK)) {
            HttpAnswer answer = send(method + " " + path, cookie, bearer, "Content-Length: 0");

            isTurnedAway(answer);
            assertThat(answer.body()).doesNotContain(cookie, bearer);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/targets/pg", "/api/v1/targets", "/api/v1/targets/pg"})
    void askingForTheOptionsShowsNoMoreThanThem(String path) throws IOException {
        HttpAnswer answer =
                send("OPTIONS " + path, "Origin: https://evil.example", "Access-Control-Request-Method: GET");

        assertThat(answer.status()).isLessThan(500);
        assertThat(answer.head().toLowerCase(Locale.ROOT)).doesNotContain("access-control-allow");
        Room.isBare(answer);
    }

    @Test
    void whoAsksForTheHeadAloneNeedsTheSame() throws IOException {
        assertThat(send("HEAD /targets/pg").status()).isEqualTo(401);
        assertThat(send("HEAD /api/v1/targets/pg").status()).isEqualTo(401);
        assertThat(send("HEAD /api/v1/targets/pg", room.bearer("alice", "analysts"))
                        .status())
                .isEqualTo(403);
        HttpAnswer answer = send("HEAD /targets/pg", room.signedIn("heddy", "auditor"));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(room.last("heddy").get("event").textValue()).isEqualTo("action.decided");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..%2f..%2fetc%2fpasswd",
                "../application.yaml",
                "pg%00",
                "pg%0d%0aSet-Cookie:%20gatehouse=planted",
                "%3Cscript%3Ealert(1)%3C/script%3E",
                "<script>alert(1)</script>",
                "%ff%fe",
                "%zz",
                "pg;x=y",
                "PG",
                "pg/",
                "pg/columns",
                "{name}",
            })
    void namesThatAreNoTargetsLeadNowhere(String name) throws IOException {
        String cookie = room.signedIn("rita", "auditor");
        String bearer = room.bearer("rita", "auditor");
        for (HttpAnswer answer :
                List.of(room.get("/targets/" + name, cookie), room.get("/api/v1/targets/" + name, bearer))) {
            if (!name.startsWith("pg;") && !name.equals("pg/")) {
                isTurnedAway(answer);
            }
            assertThat(answer.head()).doesNotContain("planted");
        }
    }

    @Test
    void namesAsLongAsTheyLikeAreNoTargets() throws IOException {
        isTurnedAway(room.get("/targets/" + "a".repeat(3_000), room.signedIn("lena", "auditor")));
        assertThat(room.last("lena").get("target").textValue()).hasSizeLessThanOrEqualTo(64);
        isTurnedAway(room.get("/targets/" + "a".repeat(100_000)));
    }

    @Test
    void cookiesAsLargeAsTheyLikeAreNoSessions() throws IOException {
        assertThat(room.get("/targets/pg", "Cookie: gatehouse=" + "a".repeat(6_000))
                        .status())
                .isEqualTo(401);
        assertThat(room.get("/targets/pg", "Cookie: " + "a=b; ".repeat(1_500)).status())
                .isEqualTo(401);
        isTurnedAway(room.get("/", "Cookie: gatehouse=" + "a".repeat(100_000)));
        for (String odd : List.of("\"", "\"\"", "a,b", "a=b", "%00", "é", "gatehouse=")) {
            assertThat(room.get("/targets/pg", "Cookie: gatehouse=" + odd).status())
                    .isEqualTo(401);
        }
    }

    @Test
    void tokensAsLargeAsTheyLikeAreRefused() throws IOException {
        isTurnedAway(room.post("/signin", "token=" + "a".repeat(50_000)));
        isTurnedAway(room.post("/signin", "token=a%0d%0aSet-Cookie:x%00&token=b"));
        isTurnedAway(room.get("/api/v1/targets", "Authorization: Bearer " + "a".repeat(100_000)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "text/plain",
                "multipart/form-data; boundary=x",
                "multipart/form-data",
                "application/x-www-form-urlencoded; charset=nonsense",
                "nonsense",
                "",
            })
    void whatIsNoFormSignsNobodyIn(String type) throws IOException {
        String body = "{\"token\":\"x\"}";
        HttpAnswer answer = HttpAnswer.of(
                "127.0.0.1",
                room.port(),
                "POST /signin",
                "",
                "Host: 127.0.0.1:" + room.port(),
                "Content-Type: " + type,
                "Content-Length: " + body.length() + "\r\nConnection: close\r\n\r\n" + body);

        isTurnedAway(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/xml", "*/*", "nonsense", "text/html;charset=utf-7"})
    void theApiSpeaksJsonAndThePagesHtmlWhateverIsAskedFor(String accepted) throws IOException {
        HttpAnswer list = room.get("/api/v1/targets", room.bearer("rita", "auditor"), "Accept: " + accepted);
        assertThat(list.status()).isLessThan(500);
        assertThat(list.header("Content-Type")).startsWith("application/json");

        HttpAnswer page = room.get("/targets/pg", room.signedIn("rita", "auditor"), "Accept: " + accepted);
        assertThat(page.status()).isLessThan(500);
        assertThat(page.header("Content-Type")).isEqualTo("text/html;charset=UTF-8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"evil.example", "evil.example:99999", "a b", "", "[::1", "@", "\"><script>alert(1)</script>"})
    void whatTheClientCallsUsIsNotRepeated(String host) throws IOException {
        for (String path : List.of("/", "/signin", "/nothing", "/api/v1/targets")) {
            HttpAnswer answer = room.get(path, "Host: " + host);

            assertThat(answer.status()).as(path).isLessThan(500);
            assertThat(answer.head() + answer.body()).doesNotContain(MARK, "evil.example");
        }
        HttpAnswer signed = room.post("/signin", room.form("rita", "auditor"), "Host: " + host, "Sec-Fetch-Site: none");
        assertThat(signed.status()).isLessThan(500);
        assertThat(signed.head() + signed.body()).doesNotContain(MARK, "evil.example");
    }

    @Test
    void namesTypesAndCommentsAreNoMarkup() throws IOException {
        String page = room.get("/targets/pg", room.signedIn("rita", "auditor")).body();

        assertThat(page)
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "&quot; onload=&#39;x&#39;", "&lt;i&gt;")
                .doesNotContain("<script", "\" onload='x'", "<i>", "<b>address");
    }
}
