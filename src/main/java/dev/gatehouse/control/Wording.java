package dev.gatehouse.control;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

import io.quarkus.qute.TemplateExtension;

import dev.gatehouse.control.api.ColumnEvidence;
import dev.gatehouse.control.api.TargetDetails;
import dev.gatehouse.control.api.TargetSummary;

/// What the API says in its own words, as people read it on a page.
@TemplateExtension
final class Wording {
    private Wording() {}

    /// The name as a part of a path.
    static String path(TargetSummary target) {
        return URLEncoder.encode(target.name(), StandardCharsets.UTF_8).replace("+", "%20");
    }

    static String product(TargetSummary target) {
        return product(target.protocol());
    }

    static String product(TargetDetails target) {
        return product(target.protocol());
    }

    private static String product(String protocol) {
        return switch (protocol) {
            case "postgresql" -> "PostgreSQL";
            case "mysql" -> "MySQL or MariaDB";
            default -> protocol; // somebody else's
        };
    }

    static String recognised(ColumnEvidence evidence) {
        return switch (evidence.source()) {
            case "named" -> "its name:";
            case "comment" -> "its comment:";
            case "sampled" -> "a sample:";
            case "configured" -> "the configuration:";
            default -> evidence.source() + ":";
        };
    }

    static String percent(ColumnEvidence evidence) {
        return Math.round(evidence.score() * 100) + " %";
    }
}
