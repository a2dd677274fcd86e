package dev.gatehouse.identity;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import dev.gatehouse.support.TestClock;
import dev.gatehouse.support.Tokens;

import static org.assertj.core.api.Assertions.assertThat;

/// An issuer with its keys in a directory, providers that trust it, and what they make of a token.
final class Corp {
    static final Tokens EC = Tokens.es256("ec-1");
    static final Tokens RSA = Tokens.rs256("rsa-1", 2048);
    final TestClock clock = TestClock.standing();
    private final Path directory;

    Corp(Path directory) {
        this.directory = directory;
    }

    Map<String, Object> claims() {
        return Tokens.claims("alice", clock.instant());
    }

    IdentityProvider provider(String document) throws IOException {
        Path file = file("keys", document);
        return provider(IssuerSettings.of("corp", Tokens.ISSUER, file.toString(), Tokens.AUDIENCE));
    }

    IdentityProvider provider(IssuerSettings settings) {
        return new IdentityProvider(List.of(settings), Runnable::run, clock);
    }

    Path file(String name, String document) throws IOException {
        return Files.writeString(directory.resolve(name), document);
    }

    static Authentication.Known known(IdentityProvider provider, String token) {
        Authentication result = judge(provider, token);
        assertThat(result).isInstanceOf(Authentication.Known.class);
        return (Authentication.Known) result;
    }

    static Authentication.Unknown unknown(IdentityProvider provider, String token) {
        Authentication result = judge(provider, token);
        assertThat(result).isInstanceOf(Authentication.Unknown.class);
        return (Authentication.Unknown) result;
    }

    private static Authentication judge(IdentityProvider provider, String token) {
        return provider.authenticate(token.getBytes(StandardCharsets.UTF_8))
                .toCompletableFuture()
                .join();
    }
}
