package dev.gatehouse.bundle;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

import dev.gatehouse.wire.Secret;

/// Where the policy comes from.
public sealed interface PolicySource {
    /// For people and for the record; never a secret.
    String name();

    /// The policy that the program brings.
    record Shipped() implements PolicySource {
        @Override
        public String name() {
            return "shipped";
        }
    }

    /// A directory with a compiled bundle, a directory with `.rego` files, or a `bundle.tar.gz`.
    record OnDisk(Path path) implements PolicySource {
        @Override
        public String name() {
            return path.toString();
        }
    }

    /// A bundle server.
    ///
    /// @param token sent as a bearer token, to this address's own host only
    record Remote(URI address, Optional<Secret> token) implements PolicySource {
        /// Errors: `IllegalArgumentException` unless it is https, or http on this machine, without a user in it.
        public Remote {
            if (!allowed(address)) {
                throw new IllegalArgumentException("'" + address.getScheme() + "://" + address.getHost()
                        + "' is neither https nor http on the loopback address, or has a user in it");
            }
        }

        static boolean allowed(URI address) {
            String host = address.getHost();
            if (host == null || address.getRawUserInfo() != null) {
                return false;
            }
            return "https".equalsIgnoreCase(address.getScheme())
                    || "http".equalsIgnoreCase(address.getScheme()) && loopback(host);
        }

        /// By the name alone: what a resolver would say may change.
        private static boolean loopback(String host) {
            return host.equalsIgnoreCase("localhost")
                    || host.equals("[::1]")
                    || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
        }

        @Override
        public String name() {
            return address.getScheme() + "://" + address.getRawAuthority() + address.getRawPath();
        }
    }
}
