package dev.gatehouse.control;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

import io.quarkus.qute.TemplateExtension;

import dev.gatehouse.control.api.TargetSummary;

/// Names as parts of paths, for templates.
@TemplateExtension
final class Links {
    private Links() {}

    static String path(TargetSummary target) {
        return URLEncoder.encode(target.name(), StandardCharsets.UTF_8).replace("+", "%20");
    }
}
