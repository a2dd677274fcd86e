package dev.gatehouse.control;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.gatehouse.audit.AuditSettings;
import dev.gatehouse.audit.Auditor;
import dev.gatehouse.gateway.Caller;
import dev.gatehouse.gateway.ControlPath;
import dev.gatehouse.gateway.ControlPath.Visitor;
import dev.gatehouse.identity.AttemptLimiter;
import dev.gatehouse.identity.AttemptLimits;
import dev.gatehouse.identity.IdentityProvider;
import dev.gatehouse.identity.IssuerSettings;
import dev.gatehouse.journal.Journal;
import dev.gatehouse.journal.JournalSettings;
import dev.gatehouse.policy.PolicyEngine;
import dev.gatehouse.policy.SortableId;
import dev.gatehouse.policy.TimeInput;
import dev.gatehouse.support.ScriptedPolicy;
import dev.gatehouse.support.TestClock;
import dev.gatehouse.support.Tokens;

import static org.assertj.core.api.Assertions.assertThat;

/// Sessions of the console end when they should, and there are never too many.
class ConsoleSessionsTest {
    private static final Duration TOKEN = Duration.ofHours(4);
    private static final Duration MOMENT = Duration.ofSeconds(1);

    @TempDir
    Path directory;

    private final TestClock clock = TestClock.standing();
    private final Tokens tokens = Tokens.es256("k-1");
    private final ConsoleSessions sessions = new ConsoleSessions(clock);
    private Journal journal;
    private ControlPath path;

    @BeforeEach
    void build() throws IOException {
        Path keys = Files.writeString(directory.resolve("keys.json"), Tokens.jwks(tokens));
        journal = Journal.open(directory, new JournalSettings(5_000, false));
        SortableId ids = new SortableId(clock);
        path = new ControlPath(
                new IdentityProvider(
                        List.of(IssuerSettings.of("corp", Tokens.ISSUER, keys.toString(), Tokens.AUDIENCE)),
                        Runnable::run,
                        clock),
                new AttemptLimiter(AttemptLimits.STANDARD, clock),
                new ControlPath.Court(
                        new PolicyEngine(ScriptedPolicy::allowing, ids),
                        new TimeInput(clock, ZoneOffset.UTC),
                        new Auditor(journal, AuditSettings.STANDARD, ids, clock),
                        clock));
    }

    @AfterEach
    void close() {
        journal.close();
    }

    private Visitor visitor(String user) {
        Caller caller = new Caller(new InetSocketAddress(InetAddress.ofLiteral("10.0.0.1"), 5000), "browser", true);
        long expires = clock.instant().plus(TOKEN).getEpochSecond();
        String token = tokens.sign(Tokens.with(Tokens.claims(user, clock.instant()), "exp", expires));
        return ((ControlPath.Entry.Admitted) path.enter(caller, token)).visitor();
    }

    private String recorded() throws IOException {
        journal.close();
        return Files.readString(directory.resolve("journal.jsonl"));
    }

    @Test
    void whoHoldsTheIdIsWhoSignedIn() {
        String id = sessions.begin(visitor("alice"));

        assertThat(id).matches("[A-Za-z0-9_-]{43}");
        assertThat(sessions.find(id).map(Visitor::name)).contains("alice");
        assertThat(sessions.find(id + "A")).isEmpty();
        assertThat(sessions.find("")).isEmpty();
        assertThat(sessions.begin(visitor("alice"))).isNotEqualTo(id);
    }

    @Test
    void aSessionEndsBySigningOut() throws IOException {
        String id = sessions.begin(visitor("alice"));
        sessions.end(id);
        sessions.end(id);

        assertThat(sessions.find(id)).isEmpty();
        assertThat(recorded()).containsOnlyOnce("session.closed").contains("signed out");
    }

    @Test
    void aSessionEndsAfterATimeWithoutRequests() throws IOException {
        String id = sessions.begin(visitor("alice"));

        clock.forward(ConsoleSessions.IDLE.minus(MOMENT));
        assertThat(sessions.find(id)).isPresent();
        clock.forward(ConsoleSessions.IDLE.minus(MOMENT));
        assertThat(sessions.find(id)).isPresent();
        clock.forward(ConsoleSessions.IDLE);
        assertThat(sessions.find(id)).isEmpty();
        assertThat(recorded()).contains("idle");
    }

    @Test
    void aSessionEndsWithItsToken() throws IOException {
        Visitor alice = visitor("alice");
        String id = sessions.begin(alice);
        while (clock.instant().isBefore(alice.expires())) {
            assertThat(sessions.find(id)).isPresent();
            clock.forward(Duration.ofMinutes(1));
        }

        assertThat(sessions.find(id)).isEmpty();
        assertThat(recorded()).contains("the token has expired");
    }

    @Test
    void onePersonHasFewSessionsAtOnce() {
        String others = sessions.begin(visitor("bob"));
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < ConsoleSessions.MOST_EACH; i++) {
            ids.add(sessions.begin(visitor("alice")));
        }
        assertThat(sessions.find(ids.getFirst())).isPresent();
        String last = sessions.begin(visitor("alice"));

        assertThat(sessions.find(ids.get(1))).isEmpty();
        assertThat(sessions.find(ids.getFirst())).isPresent();
        assertThat(sessions.find(last)).isPresent();
        assertThat(sessions.find(others)).isPresent();
    }

    @Test
    void thereAreNeverMoreThanTheMost() {
        Map<String, Visitor> visitors = new HashMap<>();
        String first = sessions.begin(visitor("first"));
        for (int i = 1; i <= ConsoleSessions.MOST; i++) {
            sessions.begin(visitors.computeIfAbsent("user" + i / ConsoleSessions.MOST_EACH, this::visitor));
        }

        assertThat(sessions.size()).isEqualTo(ConsoleSessions.MOST);
        assertThat(sessions.find(first)).isEmpty();
    }
}
