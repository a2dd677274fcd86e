package dev.gatehouse.gateway.masking;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.detect.SensitiveKind;
import dev.gatehouse.gateway.session.TargetView;
import dev.gatehouse.mask.KindMasks;
import dev.gatehouse.mask.Mask;
import dev.gatehouse.policy.Obligation;
import dev.gatehouse.sql.ColumnRef;

/// Which mask somebody gets for which kind of value and for which column of a target: the strictest of all that
/// obligations and the configuration ask for. Immutable. Threads: any.
public final class MaskTerms {
    /// Nothing is masked.
    public static final MaskTerms NONE = new MaskTerms(Map.of(), Map.of(), List.of());

    private static final String EVERY_KIND = "*";

    /// What is masked for a column's name alone may be anything.
    private static final SensitiveKind UNNAMED = SensitiveKind.SECRET;

    private final Map<SensitiveKind, Mask> kinds;
    private final Map<ColumnPattern, Mask> columns;
    private final KindMasks kindMasks;
    private final List<ColumnPattern> atScan;

    private MaskTerms(Map<SensitiveKind, Mask> kinds, Map<ColumnPattern, Mask> columns, List<ColumnPattern> atScan) {
        this.atScan = atScan;
        this.kinds = kinds;
        this.columns = columns;
        this.kindMasks = new KindMasks(kinds);
    }

    /// A mask, and what for.
    record Wish(Mask mask, SensitiveKind kind) {
        Wish stricter(@Nullable Wish other) {
            return other == null
                            || mask.compareTo(other.mask) > 0
                            || mask == other.mask && kind.compareTo(other.kind) <= 0
                    ? this
                    : other;
        }
    }

    /// Something that a policy asks for and nobody knows.
    public static final class NotUnderstood extends Exception {
        private static final long serialVersionUID = 1;

        NotUnderstood(String what) {
            super(what);
        }
    }

    /// @param settings of which the columns are those of `target`
    static MaskTerms of(List<Obligation.Mask> obligations, MaskSettings settings, String target) throws NotUnderstood {
        if (obligations.isEmpty()) {
            return NONE;
        }
        Map<SensitiveKind, Mask> kinds = new EnumMap<>(SensitiveKind.class);
        Map<ColumnPattern, Mask> columns = new LinkedHashMap<>();
        List<ColumnPattern> atScan = new ArrayList<>();
        for (Obligation.Mask obligation : obligations) {
            addKinds(obligation, settings, kinds);
            for (String name : obligation.atScan()) {
                atScan.add(pattern(name));
            }
            for (Map.Entry<String, String> each : obligation.columns().entrySet()) {
                columns.merge(pattern(each.getKey()), mask(each.getValue()), Mask::stricter);
            }
        }
        settings.columns().forEach((name, mask) -> ColumnPattern.of(name, target)
                .ifPresent(pattern -> columns.merge(pattern, mask, Mask::stricter)));
        return kinds.isEmpty() && columns.isEmpty() && atScan.isEmpty()
                ? NONE
                : new MaskTerms(Map.copyOf(kinds), Map.copyOf(columns), List.copyOf(atScan));
    }

    private static ColumnPattern pattern(String name) throws NotUnderstood {
        return ColumnPattern.of(name)
                .orElseThrow(() -> new NotUnderstood(
                        "a mask for '" + name + "', which cannot be a column: write schema.table.column"));
    }

    private static void addKinds(Obligation.Mask obligation, MaskSettings settings, Map<SensitiveKind, Mask> kinds)
            throws NotUnderstood {
        Map<SensitiveKind, Mask> named = new EnumMap<>(SensitiveKind.class);
        for (Map.Entry<String, String> each : obligation.kinds().entrySet()) {
            if (!each.getKey().equals(EVERY_KIND)) {
                SensitiveKind kind = SensitiveKind.of(each.getKey())
                        .orElseThrow(() -> new NotUnderstood(
                                "masks of the kind '" + each.getKey() + "', which this gateway cannot tell"));
                named.put(kind, mask(each.getValue()));
            }
        }
        String every = obligation.kinds().get(EVERY_KIND);
        for (SensitiveKind kind : SensitiveKind.values()) {
            Mask mask = named.get(kind);
            if (mask == null && every != null) {
                mask = settings.kinds().getOrDefault(kind, mask(every));
            }
            if (mask != null) {
                kinds.merge(kind, mask, Mask::stricter);
            }
        }
    }

    private static Mask mask(String word) throws NotUnderstood {
        return Mask.of(word)
                .orElseThrow(() -> new NotUnderstood("the mask '" + word + "', which this gateway cannot make"));
    }

    /// Whether all values are shown as they are.
    public boolean isNone() {
        return kinds.isEmpty() && columns.isEmpty() && atScan.isEmpty();
    }

    /// Columns that conditions, joins and orders shall see masked too.
    List<ColumnPattern> atScan() {
        return atScan;
    }

    /// For what is found by its content.
    KindMasks kindMasks() {
        return kindMasks;
    }

    /// For what servers show of other people's statements; null where it may be seen.
    @Nullable
    Wish ofInternal() {
        Mask mask = kinds.get(SensitiveKind.INTERNAL);
        return mask == null ? null : new Wish(mask.stricter(Mask.REDACT), SensitiveKind.INTERNAL);
    }

    /// For values of which nobody knows what they are.
    Wish ofUnknown() {
        Mask strictest = Mask.REDACT;
        for (Mask mask : kinds.values()) {
            strictest = strictest.stricter(mask);
        }
        return new Wish(strictest, UNNAMED);
    }

    /// What the values of a base column get by what is known of it; empty where they may be seen.
    Optional<Wish> of(ColumnRef column, TargetView view) {
        Set<SensitiveKind> known = view.sensitive().kinds(column.schema(), column.table(), column.name());
        Wish wish = null;
        for (SensitiveKind kind : known) {
            Mask mask = kinds.get(kind);
            if (mask != null) {
                wish = new Wish(mask, kind).stricter(wish);
            }
        }
        for (Map.Entry<ColumnPattern, Mask> each : columns.entrySet()) {
            if (each.getKey().has(column)) {
                SensitiveKind kind = wish != null
                        ? wish.kind()
                        : known.stream().sorted().findFirst().orElse(UNNAMED);
                wish = new Wish(each.getValue(), kind).stricter(wish);
            }
        }
        return Optional.ofNullable(wish);
    }
}
