package dev.gatehouse.identity;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LoginNameTest {
    private static final Set<String> TARGETS = Set.of("shop", "app");

    @Test
    void theDatabaseNamesTheTarget() {
        assertThat(readings("alice@corp.example", "shop")).containsExactly(new LoginName("alice@corp.example", "shop"));
    }

    @Test
    void theTargetMayStandBehindTheUser() {
        assertThat(readings("alice@corp.example:shop", "inventory"))
                .containsExactly(new LoginName("alice@corp.example", "shop"));
        assertThat(readings("alice:shop", null)).containsExactly(new LoginName("alice", "shop"));
    }

    @Test
    void aNameWithColonsIsOfferedBothWays() {
        assertThat(readings("system:serviceaccount:shop:app", "shop"))
                .containsExactly(
                        new LoginName("system:serviceaccount:shop", "app"),
                        new LoginName("system:serviceaccount:shop:app", "shop"));
        assertThat(readings("system:serviceaccount:shop:app:shop", "x"))
                .containsExactly(new LoginName("system:serviceaccount:shop:app", "shop"));
    }

    @Test
    void noTargetMeansNoReading() {
        assertThat(readings("alice", "nowhere")).isEmpty();
        assertThat(readings("alice:nowhere", null)).isEmpty();
        assertThat(readings(":shop", null)).isEmpty();
        assertThat(readings("", "shop")).isEmpty();
        assertThat(readings("x".repeat(LoginName.MOST + 1), "shop")).isEmpty();
    }

    private static List<LoginName> readings(String user, String database) {
        return LoginName.readings(user, Optional.ofNullable(database), TARGETS::contains);
    }
}
