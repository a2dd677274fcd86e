package dev.gatehouse.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.gatehouse.identity.IssuerSettings;

/// Reads `gatehouse.identity.issuers`.
final class IssuersReader {
    private final FaultFinder find;

    IssuersReader(FaultFinder find) {
        this.find = find;
    }

    List<IssuerSettings> read(Map<String, GatewayConfig.IssuerConfig> configs) {
        List<IssuerSettings> issuers = new ArrayList<>();
        Map<String, String> named = new HashMap<>();
        configs.forEach((name, issuer) -> {
            String path = "gatehouse.identity.issuers." + name;
            String url = find.required(path + ".issuer", issuer.issuer(), "write the token's iss, to the letter");
            String other = issuer.issuer().isEmpty() ? null : named.putIfAbsent(url, name);
            if (other != null) {
                find.fault(path + ".issuer", "is that of the issuer " + other + " too", "name each issuer once");
            }
            String keys = find.required(path + ".keys", issuer.keys(), "name a JWKS or PEM file, or an https URL");
            List<String> audience = issuer.audience().orElse(List.of());
            if (audience.isEmpty()) {
                find.fault(path + ".audience", "is missing", "write what the token's aud must hold");
            }
            keysAreThere(path + ".keys", issuer.keys());
            try {
                issuers.add(new IssuerSettings(
                        name,
                        url,
                        keys,
                        audience.isEmpty() ? Set.of("?") : Set.copyOf(audience),
                        issuer.subjectClaim().orElse(IssuerSettings.SUBJECT_CLAIM),
                        issuer.groupsClaim().orElse(IssuerSettings.GROUPS_CLAIM),
                        issuer.kindClaim().orElse(IssuerSettings.KIND_CLAIM),
                        find.durationOrZero(path + ".clock-skew", issuer.clockSkew(), IssuerSettings.CLOCK_SKEW)));
            } catch (IllegalArgumentException e) {
                find.fault(path, String.valueOf(e.getMessage()), "correct it");
            }
        });
        if (configs.isEmpty()) {
            find.fault("gatehouse.identity.issuers", "is empty", "name at least one issuer of tokens");
        }
        return issuers;
    }

    private void keysAreThere(String path, Optional<String> keys) {
        if (keys.isEmpty() || keys.get().startsWith("https://")) {
            return;
        }
        if (keys.get().startsWith("http://")) {
            String host = keys.get().replaceFirst("^http://([^/:]+|\\[[^]]+]).*", "$1");
            if (!Set.of("localhost", "127.0.0.1", "[::1]").contains(host)) {
                find.fault(path, "is not encrypted", "use https, or http on loopback only");
            }
            return;
        }
        find.file(path, keys.get().replaceFirst("^file:", ""));
    }
}
