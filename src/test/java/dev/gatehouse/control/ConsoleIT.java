package dev.gatehouse.control;

import java.io.IOException;
import java.util.List;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/// The pages of the running program, as a browser gets them.
@QuarkusTest
@Timeout(120)
class ConsoleIT {
    private static final String NO_BODY = "Content-Length: 0";

    @Inject
    Room room;

    @BeforeEach
    void open() throws Exception {
        room.open();
    }

    @Test
    void aBrowserSignsInAndOut() throws IOException {
        assertThat(room.get("/").body()).contains("<form method=\"post\" action=\"/signin\"");

        String origin = "Origin: http://127.0.0.1:" + room.port();
        HttpAnswer signed = room.post("/signin", room.form("rita", "auditor"), origin);
        assertThat(signed.status()).isEqualTo(303);
        assertThat(signed.header("Location")).isEqualTo("/");
        assertThat(signed.header("Set-Cookie"))
                .matches("gatehouse=[A-Za-z0-9_-]{43};.*")
                .contains("HttpOnly", "SameSite=Strict", "Path=/")
                .doesNotContain("Secure", "Max-Age", "Domain");

        String cookie = Room.sent(signed);
        assertThat(room.get("/", cookie).body()).contains("href=\"/targets/pg\"", "rita");
        HttpAnswer page = room.get("/targets/pg", cookie);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).contains("email", "a sample:").doesNotContain(Room.ALICE, Room.NUMBER);
        assertThat(page.body().indexOf("public.</span>people<"))
                .isPositive()
                .isLessThan(page.body().indexOf("pg_catalog.</span>pg_authid<"));

        HttpAnswer out = room.post("/signout", "", cookie, NO_BODY);
        assertThat(out.status()).isEqualTo(303);
        assertThat(out.header("Set-Cookie")).contains("gatehouse=;", "Max-Age=0");
        assertThat(room.get("/", cookie).status()).isEqualTo(401);
        assertThat(room.get("/targets/pg", cookie).status()).isEqualTo(401);
    }

    @Test
    void theRecordTellsWhatBelongsToOneSigningIn() throws IOException {
        String cookie = room.signedIn("vera", "auditor");
        JsonNode opened = room.last("vera");
        room.get("/targets/pg", cookie);
        JsonNode looked = room.last("vera");
        room.post("/signout", "", cookie, NO_BODY);
        JsonNode closed = Awaitility.await().until(() -> room.last("vera"), last -> last.get("event")
                .textValue()
                .equals("session.closed"));

        assertThat(List.of(opened, looked, closed))
                .extracting(line -> line.get("event").textValue())
                .containsExactly("session.opened", "action.decided", "session.closed");
        assertThat(List.of(opened, looked, closed))
                .extracting(line -> line.get("session").textValue())
                .containsOnly(opened.get("session").textValue());
        assertThat(room.record()).doesNotContain(cookie.substring(cookie.indexOf('=') + 1));
    }

    @Test
    void theCookieIsForEncryptedWaysWhereOthersMayListen() throws IOException {
        String host = "Host: gatehouse.example";
        HttpAnswer signed = room.post("/signin", room.form("rita", "auditor"), host, "Sec-Fetch-Site: same-origin");

        assertThat(signed.header("Set-Cookie")).startsWith("__Host-gatehouse=").contains("Secure", "Path=/");
        assertThat(signed.header("Set-Cookie")).doesNotContain("Domain");
        String cookie = Room.sent(signed);
        assertThat(room.get("/targets/pg", cookie, host).status()).isEqualTo(200);
        assertThat(room.get("/targets/pg", cookie.replace("__Host-", ""), host).status())
                .isEqualTo(401);
    }

    @Test
    void aProxyThatAsksUsByOurOwnAddressChangesNothingOfThat() throws IOException {
        HttpAnswer signed = room.post(
                "/signin",
                room.form("rita", "auditor"),
                "Origin: https://gatehouse.example",
                "Sec-Fetch-Site: same-origin");

        assertThat(signed.header("Set-Cookie")).startsWith("__Host-gatehouse=").contains("Secure");
        assertThat(room.get("/targets/pg", Room.sent(signed)).status()).isEqualTo(200);
    }

    @Test
    void nobodySignsInWhereOthersMayListen() throws IOException {
        String host = "Host: gatehouse.example";

        HttpAnswer form = room.get("/", host);
        assertThat(form.status()).isEqualTo(403);
        assertThat(form.body()).contains("not encrypted").doesNotContain("<input");
        assertThat(room.post("/signin", room.form("rita", "auditor"), host).status())
                .isEqualTo(403);
        assertThat(room.get("/", host, "Sec-Fetch-Site: none").body()).contains("<input");
    }

    @Test
    void aKnownProxySaysWhoseARequestIsAndThatItWasEncrypted() throws IOException {
        String client = "X-Forwarded-For: 198.51.100.1, 203.0.113.9";
        String https = "X-Forwarded-Proto: https";

        HttpAnswer signed = room.postFrom(
                RoomSettings.PROXY, "/signin", room.form("paula", "auditor"), "Host: gatehouse.example", client, https);

        assertThat(signed.header("Set-Cookie")).startsWith("__Host-gatehouse=");
        assertThat(room.last("paula").at("/client/address").textValue()).isEqualTo("203.0.113.9");
        room.get("/api/v1/targets", room.bearer("paula", "auditor"), client, https);
        assertThat(room.last("paula").at("/client/address").textValue()).isEqualTo("127.0.0.1");
    }

    @Test
    void behindAProxyOneVisitorDoesNotKeepOutTheOthers() throws IOException {
        String bad = "X-Forwarded-For: 203.0.113.66";
        String good = "X-Forwarded-For: 203.0.113.77";
        String host = "Host: gatehouse.example";
        String https = "X-Forwarded-Proto: https";
        for (int i = 0; i < 30; i++) {
            assertThat(room.postFrom(RoomSettings.PROXY, "/signin", "token=x", host, https, bad)
                            .status())
                    .isEqualTo(401);
        }

        assertThat(room.postFrom(RoomSettings.PROXY, "/signin", room.form("rita", "auditor"), host, https, bad)
                        .status())
                .isEqualTo(429);
        assertThat(room.postFrom(RoomSettings.PROXY, "/signin", room.form("rita", "auditor"), host, https, good)
                        .status())
                .isEqualTo(303);
    }

    @Test
    void anIdThatSomebodyHasPlantedIsNotTaken() throws IOException {
        String planted = "Cookie: gatehouse=" + "A".repeat(43);
        HttpAnswer signed = room.post("/signin", room.form("rita", "auditor"), planted);

        assertThat(signed.header("Set-Cookie")).doesNotContain("AAAA");
        assertThat(room.get("/", planted).status()).isEqualTo(401);
    }

    @Test
    void whoSignsInAnewEndsTheSessionBefore() throws IOException {
        String before = room.signedIn("rita", "auditor");
        String after = Room.sent(room.post("/signin", room.form("rita", "auditor"), before));

        assertThat(room.get("/", before).status()).isEqualTo(401);
        assertThat(room.get("/", after).status()).isEqualTo(200);
        assertThat(room.post("/signin", "token=nonsense", after).header("Set-Cookie"))
                .isEmpty();
        assertThat(room.get("/", after).status()).isEqualTo(200);
    }

    @Test
    void aTokenIsNoSession() throws IOException {
        String token = room.bearer("rita", "auditor").replace("Authorization: Bearer ", "");
        HttpAnswer answer = room.get("/", "Cookie: gatehouse=" + token);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("Set-Cookie")).contains("gatehouse=;", "Max-Age=0");
        Room.isBare(answer);
    }

    @Test
    void theApiTakesNoCookies() throws IOException {
        assertThat(room.get("/api/v1/targets", room.signedIn("rita", "auditor")).status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Origin: https://evil.example",
                "Origin: null",
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Site: same-site",
            })
    void formsOfOtherSitesAreRefused(String header) throws IOException {
        String cookie = room.signedIn("rita", "auditor");
        HttpAnswer signed = room.post("/signin", room.form("rita", "auditor"), header);

        assertThat(signed.status()).isEqualTo(403);
        assertThat(signed.header("Set-Cookie")).isEmpty();
        assertThat(room.post("/signout", "", header, cookie, NO_BODY).status()).isEqualTo(403);
        assertThat(room.get("/", cookie).status()).isEqualTo(200);
    }

    /// The last is what browsers send to a proxy that asks us by another name.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Origin: https://gatehouse.example:81",
                "Sec-Fetch-Site: same-origin",
                "Origin: https://proxy.example\r\nSec-Fetch-Site: same-origin",
            })
    void ownFormsAreTaken(String header) throws IOException {
        HttpAnswer signed = room.post("/signin", room.form("rita", "auditor"), "Host: gatehouse.example:81", header);

        assertThat(signed.status()).isEqualTo(303);
        assertThat(signed.header("Referrer-Policy")).isEqualTo("same-origin");
    }

    @Test
    void aFormThatCannotBeReadIsItsSendersFault() throws IOException {
        for (String form : List.of("token=%zz", "&".repeat(2000))) {
            HttpAnswer answer = room.post("/signin", form);
            assertThat(answer.status()).isEqualTo(400);
            Room.isBare(answer);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/targets/pg", "/targets/gone", "/targets/none", "/signin", "/nothing"})
    void everyPageCanBeReadWithoutEyes(String path) throws IOException {
        String page = room.get(path, room.signedIn("rita", "auditor")).body();

        assertThat(page)
                .startsWith("<!DOCTYPE html>\n<html lang=\"en\">")
                .contains("<meta name=\"viewport\"")
                .containsPattern("<title>[^<]+ · Gatehouse</title>")
                .contains("<header>", "<main id=\"content\"", "<a class=\"skip\" href=\"#content\">")
                .containsOnlyOnce("<h1>")
                .doesNotContain("<th>", " style=", "<script", " onclick", "{", "NOT_FOUND");
        assertThat(page.split("<th ", -1)).hasSameSizeAs(page.split("<th scope=", -1));
        assertThat(page.split("<table", -1)).hasSameSizeAs(page.split("role=\"region\" aria-label=\"", -1));
    }

    @Test
    void theFormSaysWhatItAsksForAndWhatWasWrong() throws IOException {
        assertThat(room.get("/").body())
                .contains("<label for=\"token\">", "<input id=\"token\"", "aria-describedby=\"hint\"", "id=\"hint\"")
                .doesNotContain("role=\"alert\"", "aria-invalid");

        HttpAnswer refused = room.post("/signin", "token=nonsense");
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.body())
                .contains("role=\"alert\" id=\"problem\"", "aria-describedby=\"hint problem\"", "aria-invalid=\"true\"")
                .doesNotContain("nonsense");
    }

    @Test
    void aTargetThatIsOutOfReachSaysSo() throws IOException {
        String cookie = room.signedIn("rita", "auditor");

        assertThat(room.get("/", cookie).body()).contains("not known yet");
        HttpAnswer page = room.get("/targets/gone", cookie);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).contains("schema is not known yet").doesNotContain("<table", "Connection");
        Room.isBare(page);
    }

    @Test
    void whomThePolicyDoesNotPermitGetsTheDecisionsIdAndAWayOut() throws IOException {
        HttpAnswer page = room.get("/targets/pg", room.signedIn("alice", "analysts"));

        assertThat(page.status()).isEqualTo(403);
        assertThat(page.body())
                .contains("<h1>Not permitted</h1>", "/signout", "alice")
                .contains("[decision " + room.last("alice").at("/decision/id").textValue() + "]");
    }

    @Test
    void whoseSessionHasEndedIsAskedToSignInAgain() throws IOException {
        HttpAnswer page = room.get("/targets/pg", "Cookie: gatehouse=gone");

        assertThat(page.status()).isEqualTo(401);
        assertThat(page.body())
                .contains("Your session has ended", "<input id=\"token\"")
                .doesNotContain("/signout");
    }
}
