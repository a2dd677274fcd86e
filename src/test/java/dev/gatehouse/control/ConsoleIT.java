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

        HttpAnswer signed = room.post("/signin", room.form("rita", "auditor"));
        assertThat(signed.status()).isEqualTo(303);
        assertThat(signed.header("Set-Cookie"))
                .matches("gatehouse=[A-Za-z0-9_-]{43};.*")
                .contains("HttpOnly", "SameSite=Strict", "Path=/")
                .doesNotContain("Secure", "Max-Age", "Domain");

        String cookie = Room.sent(signed);
        assertThat(room.get("/", cookie).body()).contains("href=\"/targets/pg\"", "rita");
        HttpAnswer page = room.get("/targets/pg", cookie);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).contains("email", "sampled").doesNotContain(Room.ALICE, Room.NUMBER);
        assertThat(page.body().indexOf("public.people."))
                .isPositive()
                .isLessThan(page.body().indexOf("pg_catalog.pg_authid."));

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
        HttpAnswer signed = room.post("/signin", room.form("rita", "auditor"), host);

        assertThat(signed.header("Set-Cookie")).startsWith("__Host-gatehouse=").contains("Secure", "Path=/");
        assertThat(signed.header("Set-Cookie")).doesNotContain("Domain");
        String cookie = Room.sent(signed);
        assertThat(room.get("/targets/pg", cookie, host).status()).isEqualTo(200);
        assertThat(room.get("/targets/pg", cookie.replace("__Host-", ""), host).status())
                .isEqualTo(401);
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
                "Origin: http://gatehouse.example:81",
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

    @Test
    void namesOfColumnsAreNoMarkup() throws IOException {
        String page = room.get("/targets/pg", room.signedIn("rita", "auditor")).body();

        assertThat(page).contains("&lt;script&gt;alert(1)&lt;/script&gt;").doesNotContain("<script", "\" onload='x'");
    }
}
