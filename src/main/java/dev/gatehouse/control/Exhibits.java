package dev.gatehouse.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import dev.gatehouse.control.api.TargetDetails;
import dev.gatehouse.control.api.TargetSummary;
import dev.gatehouse.gateway.ControlPath.Verdict;
import dev.gatehouse.gateway.ControlPath.Visitor;
import dev.gatehouse.policy.PolicyInput;

/// What a visitor may see of the targets. Errors: [Closed] for all else. Threads: any that may wait.
@ApplicationScoped
public class Exhibits {
    private static final String READ = "targets.read";

    private final ControlRoom room;

    @Inject
    Exhibits(ControlRoom room) {
        this.room = room;
    }

    /// Those that the visitor may see, of which there must be one.
    List<TargetSummary> targets(Visitor visitor) {
        List<TargetSummary> shown = new ArrayList<>();
        String refused = "none";
        for (PolicyInput.TargetFacts target : room.targets()) {
            switch (visitor.ask(READ, target)) {
                case Verdict.Permitted _ ->
                    room.details(target.name()).map(Exhibits::summary).ifPresent(shown::add);
                case Verdict.Refused(String decision) -> refused = decision;
            }
        }
        if (shown.isEmpty()) {
            throw Closed.forbidden(refused);
        }
        return shown;
    }

    private static TargetSummary summary(TargetDetails target) {
        int sensitive =
                target.catalog() == 0 ? -1 : Findings.of(target.columns()).count();
        return new TargetSummary(target.name(), target.protocol(), target.database(), target.labels(), sensitive);
    }

    /// Who may see no such target does not hear either whether it is there.
    TargetDetails target(Visitor visitor, String name) {
        PolicyInput.TargetFacts target = room.targets().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseGet(() -> new PolicyInput.TargetFacts(shortened(name), "", "", Map.of()));
        return switch (visitor.ask(READ, target)) {
            case Verdict.Permitted _ -> room.details(name).orElseThrow(Closed::absent);
            case Verdict.Refused(String decision) -> throw Closed.forbidden(decision);
        };
    }

    private static String shortened(String name) {
        return name.length() <= 64 ? name : name.substring(0, 64);
    }
}
