package dev.gatehouse.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.source.yaml.YamlConfigSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.gatehouse.detect.SensitiveKind;
import dev.gatehouse.identity.Network;
import dev.gatehouse.mask.Mask;
import dev.gatehouse.wire.ServerTls;

import static org.assertj.core.api.Assertions.assertThat;

class SettingsReaderTest {
    private static final Set<String> PROTOCOLS = Set.of("postgresql", "mysql");

    @TempDir
    Path folder;

    private Path keys;

    @BeforeEach
    void writeKeys() throws IOException {
        keys = Files.writeString(folder.resolve("keys.json"), "{}");
    }

    @Test
    void aCompleteConfigurationBecomesSettings() throws IOException {
        // Given
        Path password = Files.writeString(folder.resolve("password"), "s3cr$t}\n");
        String yaml = complete().replace("PASSWORD", "\"${file:" + password + "}\"");

        // When
        Configuration configuration = read(yaml);

        // Then
        Settings settings = ((Configuration.Valid) configuration).settings();
        var target = settings.targets().getFirst().target();
        assertThat(new String(target.password().bytes(), StandardCharsets.UTF_8))
                .isEqualTo("s3cr$t}");
        assertThat(target.tls().mode()).isEqualTo(ServerTls.Mode.VERIFY_FULL);
        assertThat(settings.targets().getFirst().labels()).containsEntry("environment", "production");
        assertThat(settings.listeners()).singleElement().satisfies(listener -> {
            assertThat(listener.protocol()).isEqualTo("postgresql");
            assertThat(listener.bind().getPort()).isEqualTo(6432);
            assertThat(listener.plaintext()).isTrue();
        });
        assertThat(settings.limits().wire().sqlBytes()).isEqualTo(2 << 20);
        assertThat(settings.proxies()).containsExactly(Network.of("10.0.0.0/8"), Network.of("::1"));
        assertThat(settings.policy().budget()).isEqualTo(Duration.ofMillis(7));
        assertThat(settings.issuers()).singleElement().satisfies(issuer -> assertThat(issuer.audiences())
                .containsExactly("gatehouse"));
    }

    @Test
    void allFaultsAreListedAtOnceWithTheirPaths() {
        // Given
        String yaml = """
                gatehouse:
                  listeners:
                    postgres: { bind: "0.0.0.0:6432" }
                    oracle: { bind: "127.0.0.1:1521" }
                    mysql: { bind: "nowhere", tls: { certificate: /no/such.pem } }
                  targets:
                    shop: { protocol: postgres, address: "x", tls: sometimes, databse: shop }
                  identity:
                    issuers:
                      corp: { issuer: "https://id.example", keys: "http://id.example/jwks", clock-skew: 1h }
                  policy: { budget: soon, bundle: /no/such/bundle }
                  masking:
                    kinds: { email: partial, e-mail: partial, card: hide }
                    columns: { "shop.public.customers.ssn": redact, "customers.ssn": redact }
                    hash-key: short
                    hash-key-id: "no id"
                  limits: { sql: 12x, sessions-per-identity: 0 }
                  http: { proxies: [ 10.0.0.0/8, proxy.example ] }
                """;

        // When
        Configuration configuration = read(yaml);

        // Then
        assertThat(((Configuration.Faulty) configuration).faults().stream().map(Fault::path))
                .containsExactlyInAnyOrder(
                        "gatehouse.targets.shop.databse",
                        "gatehouse.listeners.postgres",
                        "gatehouse.listeners.oracle",
                        "gatehouse.listeners.mysql.bind",
                        "gatehouse.listeners.mysql.tls.certificate",
                        "gatehouse.listeners.mysql.tls.key",
                        "gatehouse.targets.shop.protocol",
                        "gatehouse.targets.shop.address",
                        "gatehouse.targets.shop.database",
                        "gatehouse.targets.shop.username",
                        "gatehouse.targets.shop.tls",
                        "gatehouse.identity.issuers.corp.audience",
                        "gatehouse.identity.issuers.corp.keys",
                        "gatehouse.identity.issuers.corp",
                        "gatehouse.policy.budget",
                        "gatehouse.policy.bundle",
                        "gatehouse.masking.kinds.e-mail",
                        "gatehouse.masking.kinds.card",
                        "gatehouse.masking.columns.\"customers.ssn\"",
                        "gatehouse.masking.hash-key",
                        "gatehouse.masking.hash-key-id",
                        "gatehouse.limits.sql",
                        "gatehouse.limits.sessions-per-identity",
                        "gatehouse.http.proxies");
    }

    @Test
    void aHoldThatIsARefusalAnywayIsNoFault() {
        // Given
        String more = """
                  approvals: { expire-after: 1h, hold-at-most: 10m }
                  state: { url: "jdbc:sqlite:data/gatehouse.db" }
                """;

        // When
        Configuration configuration = read(complete().replace("PASSWORD", "x") + more);

        // Then
        assertThat(configuration).isInstanceOf(Configuration.Valid.class);
    }

    @Test
    void masksAreReadByKindAndByColumn() {
        // Given
        String more = """
                  masking:
                    detect: false
                    kinds: { email: partial, national-id: "null" }
                    columns: { "shop.public.customers.ssn": redact, "*.*.*.iban": hash }
                    hash-key: "0123456789abcdef0123456789abcdef"
                    hash-key-id: k2
                """;

        // When
        Configuration configuration = read(complete().replace("PASSWORD", "x") + more);

        // Then
        Settings.MaskingSettings masking =
                ((Configuration.Valid) configuration).settings().masking();
        assertThat(masking.detect()).isFalse();
        assertThat(masking.kinds())
                .containsOnly(
                        Map.entry(SensitiveKind.EMAIL, Mask.PARTIAL), Map.entry(SensitiveKind.NATIONAL_ID, Mask.NULL));
        assertThat(masking.columns())
                .containsOnly(Map.entry("shop.public.customers.ssn", Mask.REDACT), Map.entry("*.*.*.iban", Mask.HASH));
        assertThat(masking.key()).map(Settings.MaskingSettings.Key::id).contains("k2");
    }

    @Test
    void whatWouldOnlyFailAtTheStartOrInServiceIsAFaultToo() {
        // Given
        String yaml = complete()
                .replace("PASSWORD", "x")
                .replace("  targets:", "    postgresql: { bind: \"127.0.0.1:6433\" }\n  targets:")
                .replace(
                        "  policy: { budget: 7ms }",
                        "      again: { issuer: \"https://id.example\", keys: \"https://id.example/j\", audience: g }\n"
                                + "  policy: { budget: \"999999999d\", poll: \"PT9999999999999999999H\" }")
                .replace("limits: { sql: 2M }", "limits: { drain: PT-5S, login-timeout: 0s, idle-timeout: 0s }");

        // When
        Configuration configuration = read(yaml);

        // Then
        assertThat(((Configuration.Faulty) configuration).faults().stream().map(Fault::path))
                .contains("gatehouse.limits.drain", "gatehouse.limits.login-timeout")
                .contains("gatehouse.policy.budget", "gatehouse.policy.poll")
                .doesNotContain("gatehouse.limits.idle-timeout")
                .anyMatch(path -> path.startsWith("gatehouse.listeners.postgres"))
                .anyMatch(path -> path.matches("gatehouse.identity.issuers.\\w+.issuer"));
    }

    @Test
    void aSecretFileThatIsMissingIsAFaultAndNotThePassword() {
        // When
        Configuration configuration = read(complete().replace("PASSWORD", "\"${file:/no/such/secret}\""));

        // Then
        assertThat(((Configuration.Faulty) configuration).faults())
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.path()).isEqualTo("gatehouse.targets.shop.password");
                    assertThat(fault.problem()).contains("/no/such/secret");
                });
    }

    @Test
    void aPublicListenerInTheClearOpensOnlyWhenAllowed() {
        // Given
        String yaml = complete().replace("PASSWORD", "x").replace("127.0.0.1:6432", "0.0.0.0:6432");

        // When
        Configuration refused = read(yaml);
        Configuration allowed = read(yaml.replace("0.0.0.0:6432\"", "0.0.0.0:6432\", allow-plaintext: true"));

        // Then
        assertThat(refused).isInstanceOf(Configuration.Faulty.class);
        assertThat(allowed).isInstanceOf(Configuration.Valid.class);
    }

    @Test
    void aPasswordIsNotEchoed() {
        // When
        Configuration configuration = read(complete().replace("PASSWORD", "hunter2"));

        // Then
        assertThat(configuration.toString()).doesNotContain("hunter2");
    }

    private String complete() {
        return """
                gatehouse:
                  listeners:
                    postgres: { bind: "127.0.0.1:6432" }
                  targets:
                    shop:
                      protocol: postgresql
                      address: db.example:5432
                      database: shop
                      username: gatehouse
                      password: PASSWORD
                      tls: verify-full
                      labels: { environment: production, owner: payments }
                  identity:
                    issuers:
                      corp: { issuer: "https://id.example", keys: "KEYS", audience: gatehouse }
                  policy: { budget: 7ms }
                  limits: { sql: 2M }
                  http: { proxies: [ 10.0.0.0/8, "::1" ] }
                """.replace("KEYS", keys.toString());
    }

    private static Configuration read(String yaml) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withInterceptors(new SecretFiles())
                .withSources(new YamlConfigSource("test", yaml, 300))
                .withMapping(GatewayConfig.class)
                .withMappingIgnore("gatehouse.**")
                .build();
        return SettingsReader.read(config.getConfigMapping(GatewayConfig.class), config.getPropertyNames(), PROTOCOLS);
    }
}
