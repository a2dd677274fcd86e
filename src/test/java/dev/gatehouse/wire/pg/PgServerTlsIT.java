package dev.gatehouse.wire.pg;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

import io.netty.handler.ssl.SslHandler;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import dev.gatehouse.support.TestAuthority;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.ServerTls;
import dev.gatehouse.wire.ServerTls.Mode;
import dev.gatehouse.wire.TlsContexts;

import static dev.gatehouse.wire.pg.RoledPostgres.PASSWORD;
import static dev.gatehouse.wire.pg.RoledPostgres.close;
import static dev.gatehouse.wire.pg.RoledPostgres.failed;
import static dev.gatehouse.wire.pg.RoledPostgres.ready;
import static org.assertj.core.api.Assertions.assertThat;

/// Logs in to a real server over TLS: what its certificates, and ours, have to be.
@ExtendWith(RoledPostgres.Shared.class)
class PgServerTlsIT {
    private static RoledPostgres postgres;

    @BeforeAll
    static void start(RoledPostgres shared) {
        postgres = shared;
    }

    @TempDir
    static Path directory;

    @TestFactory
    Stream<DynamicTest> scramOverTlsWorksForEverySignatureOfTheCertificate() {
        return Stream.of(TestAuthority.Kind.values())
                .map(kind -> DynamicTest.dynamicTest(kind.toString(), () -> {
                    // Given
                    TestAuthority issuer = TestAuthority.create(directory, kind, "binding-" + kind);
                    postgres.server.present(issuer.server("localhost"));
                    try {
                        // When
                        var result = postgres.login(
                                "scram_tls",
                                PASSWORD,
                                TlsContexts.server(
                                        Mode.VERIFY_FULL, Optional.of(issuer.certificate()), Optional.empty()),
                                0);
                        // Then
                        close(ready(result));
                    } finally {
                        postgres.server.present(postgres.good);
                    }
                }));
    }

    @Test
    void clientCertificateIsShown() throws Exception {
        ServerTls tls = TlsContexts.server(
                Mode.VERIFY_FULL,
                Optional.of(postgres.authority.certificate()),
                Optional.of(postgres.authority.client("certified").identity()));
        close(ready(postgres.login("certified", "", tls, 0)));
    }

    @Test
    void clientCertificateOfAStrangerIsRefused() throws Exception {
        ServerTls tls = TlsContexts.server(
                Mode.VERIFY_FULL,
                Optional.of(postgres.authority.certificate()),
                Optional.of(postgres.stranger.client("certified").identity()));
        assertThat(failed(postgres.login("certified", "", tls, 0))).isInstanceOf(Refusal.TargetDown.class);
    }

    @TestFactory
    Stream<DynamicTest> strangersAuthorityIsRefusedWhereTheChainIsVerified() {
        return Stream.of(Mode.PREFER, Mode.REQUIRE, Mode.VERIFY_CA, Mode.VERIFY_FULL)
                .map(mode -> DynamicTest.dynamicTest(mode.toString(), () -> {
                    ServerTls tls =
                            TlsContexts.server(mode, Optional.of(postgres.stranger.certificate()), Optional.empty());
                    assertThat(failed(postgres.login("trusted", PASSWORD, tls, 0))
                                    .message())
                            .contains("prove who it is");
                }));
    }

    @Test
    void platformAuthoritiesDoNotVouchForOurs() throws Exception {
        ServerTls tls = TlsContexts.server(Mode.VERIFY_FULL, Optional.empty(), Optional.empty());
        assertThat(failed(postgres.login("trusted", PASSWORD, tls, 0)).message())
                .contains("prove who it is");
    }

    @Test
    void withoutAuthorityRequireTakesAnyCertificate() throws Exception {
        ServerTls tls = TlsContexts.server(Mode.REQUIRE, Optional.empty(), Optional.empty());
        close(ready(postgres.login("scram_tls", PASSWORD, tls, 0)));
    }

    @Test
    void wrongHostNameIsRefusedByVerifyFullOnly() throws Exception {
        // Given
        postgres.server.present(postgres.authority.server("elsewhere.example"));
        try {
            // When
            var full = postgres.login("trusted", PASSWORD, postgres.tls(Mode.VERIFY_FULL), 0);
            var chainOnly = postgres.login("trusted", PASSWORD, postgres.tls(Mode.VERIFY_CA), 0);
            // Then
            assertThat(failed(full).message()).contains("prove who it is");
            close(ready(chainOnly));
        } finally {
            postgres.server.present(postgres.good);
        }
    }

    @Test
    void expiredCertificateIsRefused() throws Exception {
        // Given
        TestAuthority.Issued expired = postgres.authority.expiredServer("localhost");
        postgres.server.present(expired);
        try {
            // When
            var byAuthority = postgres.login("trusted", PASSWORD, postgres.tls(Mode.VERIFY_CA), 0);
            var byItself = postgres.login(
                    "trusted",
                    PASSWORD,
                    TlsContexts.server(Mode.VERIFY_CA, Optional.of(expired.certificate()), Optional.empty()),
                    0);
            // Then
            assertThat(failed(byAuthority).message()).contains("prove who it is");
            assertThat(failed(byItself).message()).contains("prove who it is");
        } finally {
            postgres.server.present(postgres.good);
        }
    }

    @Test
    void serverWithoutTlsIsGoodEnoughForPreferOnly() throws Exception {
        // Given
        postgres.server.presentNothing();
        try {
            // When
            var preferred = postgres.login("scram_plain", PASSWORD, postgres.tls(Mode.PREFER), 0);
            var required = postgres.login("scram_plain", PASSWORD, postgres.tls(Mode.REQUIRE), 0);
            // Then
            assertThat(ready(preferred).channel().pipeline().get(SslHandler.class))
                    .isNull();
            close(ready(preferred));
            assertThat(failed(required).message()).contains("does not offer TLS");
        } finally {
            postgres.server.present(postgres.good);
        }
    }
}
