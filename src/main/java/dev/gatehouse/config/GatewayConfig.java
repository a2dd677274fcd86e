package dev.gatehouse.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithName;

/// The shape of `gatehouse:` in `application.yaml`. Every leaf is text here; [SettingsReader] gives it a type, so
/// that all faults are found in one reading instead of one a start.
@ConfigMapping(prefix = "gatehouse")
public interface GatewayConfig {
    /// By protocol: `postgres`, `mysql`.
    Map<String, ListenerConfig> listeners();

    /// By the name that clients know a target by.
    Map<String, TargetConfig> targets();

    IdentityConfig identity();

    PolicyConfig policy();

    MaskingConfig masking();

    ApprovalsConfig approvals();

    JournalConfig journal();

    StateConfig state();

    LimitsConfig limits();

    HttpConfig http();

    interface ListenerConfig {
        Optional<String> bind();

        Optional<String> allowPlaintext();

        Optional<TlsConfig> tls();
    }

    interface TlsConfig {
        Optional<String> certificate();

        Optional<String> key();

        Optional<String> clientCa();
    }

    interface TargetConfig {
        Optional<String> protocol();

        Optional<String> address();

        Optional<String> database();

        Optional<String> username();

        Optional<String> password();

        Optional<String> tls();

        /// PEM file with the CAs that the server's certificate is checked against; without it, Java's own.
        Optional<String> tlsCa();

        Map<String, String> labels();
    }

    interface IdentityConfig {
        Map<String, IssuerConfig> issuers();
    }

    interface IssuerConfig {
        Optional<String> issuer();

        Optional<String> keys();

        Optional<List<String>> audience();

        Optional<String> subjectClaim();

        Optional<String> groupsClaim();

        Optional<String> kindClaim();

        Optional<String> clockSkew();
    }

    interface PolicyConfig {
        Optional<String> bundle();

        Optional<String> entrypoint();

        Optional<String> poll();

        Optional<String> budget();

        /// Sent to the bundle's server as a bearer token.
        Optional<String> token();

        /// JSON file of the form of `data.json` whose members take the place of the bundle's.
        Optional<String> parameters();

        /// The program that compiles `.rego` files; without it, the `opa` on the path.
        Optional<String> opa();

        /// Folder where versions are kept for a rollback.
        Optional<String> history();

        /// Time zone of the policy's hours, such as `Europe/Berlin`.
        Optional<String> zone();

        VerificationConfig verification();
    }

    /// The signature that a bundle needs; none is asked for without a key.
    interface VerificationConfig {
        /// PEM file with a public key or certificate, or a JWK; with `HS256` and its like the secret itself.
        Optional<String> key();

        Optional<String> algorithm();

        Optional<String> scope();
    }

    interface MaskingConfig {
        Optional<String> detect();

        /// By kind, such as `email: partial`.
        Map<String, String> kinds();

        /// By `target.schema.table.column`.
        Map<String, String> columns();

        /// Of the mask `hash`; without it, one that is made at each start.
        Optional<String> hashKey();

        Optional<String> hashKeyId();
    }

    interface ApprovalsConfig {
        Optional<String> expireAfter();

        Optional<String> holdAtMost();

        /// `notify` is a word of [Object].
        @WithName("notify")
        List<NotifyConfig> notices();
    }

    interface NotifyConfig {
        Optional<String> webhook();

        Optional<String> slack();
    }

    interface JournalConfig {
        Optional<String> directory();

        /// Whether SQL keeps its literals on the record: `sensitive` (but for those), `keep` or `replace`.
        Optional<String> literals();

        Optional<String> copyToStandardOutput();

        DurabilityConfig durability();
    }

    interface DurabilityConfig {
        Optional<String> read();

        Optional<String> write();
    }

    interface StateConfig {
        Optional<String> url();
    }

    interface LimitsConfig {
        Optional<String> frame();

        Optional<String> sql();

        Optional<String> sessionsPerIdentity();

        Optional<String> loginTimeout();

        Optional<String> idleTimeout();

        /// How long sessions may go on after the program was told to stop.
        Optional<String> drain();
    }

    interface HttpConfig {
        /// Addresses or networks of the proxies that are believed to say whose a request is.
        Optional<List<String>> proxies();
    }
}
