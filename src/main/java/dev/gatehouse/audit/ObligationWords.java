package dev.gatehouse.audit;

import java.util.Map;
import java.util.TreeMap;

import dev.gatehouse.policy.Obligation;

/// Obligations on the record, in the form in which the policy gave them.
final class ObligationWords {
    private ObligationWords() {}

    static void write(JsonLine line, Obligation obligation) {
        line.open().field("type", obligation.type());
        switch (obligation) {
            case Obligation.Hold hold -> {
                line.field("reviewers", hold.reviewers()).field("quorum", hold.quorum());
                hold.expires().ifPresent(expires -> line.field("expires", expires.toMillis() + "ms"));
            }
            case Obligation.Mask mask -> {
                write(line, "kinds", mask.kinds());
                write(line, "columns", mask.columns());
                if (!mask.atScan().isEmpty()) {
                    line.field("at_scan", mask.atScan());
                }
            }
            case Obligation.LimitRows limit -> line.field("rows", limit.rows());
            case Obligation.ReadOnly _ -> {}
            case Obligation.Timeout timeout ->
                line.field("after", timeout.after().toMillis() + "ms");
        }
        line.close();
    }

    private static void write(JsonLine line, String name, Map<String, String> masks) {
        line.name(name).open();
        new TreeMap<>(masks).forEach((key, mask) -> line.text(key).value(mask));
        line.close();
    }
}
