package dev.gatehouse.control;

import java.util.List;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

import dev.gatehouse.control.api.TargetDetails;
import dev.gatehouse.control.api.TargetSummary;

/// The pages of the console; they need no script, and have none.
@CheckedTemplate(basePath = "console")
final class Pages {
    private Pages() {}

    /// @param words what happened before; empty for nothing
    /// @param refused whether it was a token that was given here
    static native TemplateInstance signin(Seat seat, String words, boolean refused);

    static native TemplateInstance targets(Seat seat, List<TargetSummary> targets);

    static native TemplateInstance target(Seat seat, TargetDetails target, Findings findings);

    static native TemplateInstance closed(Seat seat, String title, String words);
}
