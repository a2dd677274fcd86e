package dev.gatehouse.config;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.gatehouse.config.GatewayConfig.MaskingConfig;
import dev.gatehouse.config.Settings.MaskingSettings;
import dev.gatehouse.detect.SensitiveKind;
import dev.gatehouse.mask.Mask;
import dev.gatehouse.wire.Secret;

/// Reads `gatehouse.masking`.
final class MaskingReader {
    private static final String PATH = "gatehouse.masking.";
    private static final int FEWEST_KEY_BYTES = 16;

    private static final Map<String, Mask> MASKS =
            Arrays.stream(Mask.values()).collect(Collectors.toMap(Mask::word, mask -> mask));
    private static final Map<String, SensitiveKind> KINDS =
            Arrays.stream(SensitiveKind.values()).collect(Collectors.toMap(SensitiveKind::word, kind -> kind));

    private final FaultFinder find;

    MaskingReader(FaultFinder find) {
        this.find = find;
    }

    MaskingSettings read(MaskingConfig masking) {
        Map<SensitiveKind, Mask> kinds = new EnumMap<>(SensitiveKind.class);
        masking.kinds().forEach((word, mask) -> {
            SensitiveKind kind = KINDS.get(word);
            if (kind == null) {
                find.fault(PATH + "kinds." + word, "is no kind of value", find.oneOf(KINDS.keySet()));
            } else {
                kinds.put(kind, mask(PATH + "kinds." + word, mask));
            }
        });
        Map<String, Mask> columns = new LinkedHashMap<>();
        masking.columns().forEach((name, mask) -> {
            String path = PATH + "columns.\"" + name + "\"";
            if (!isColumn(name)) {
                find.fault(path, "is no column", "write target.schema.table.column; each part may be *");
            }
            columns.put(name, mask(path, mask));
        });
        return new MaskingSettings(
                find.flag(PATH + "detect", masking.detect(), true),
                Map.copyOf(kinds),
                Map.copyOf(columns),
                key(masking));
    }

    private Mask mask(String path, String word) {
        return find.choice(path, Optional.of(word), MASKS, Mask.REDACT);
    }

    private static boolean isColumn(String name) {
        String[] parts = name.split("\\.", -1);
        return parts.length == 4 && Arrays.stream(parts).noneMatch(String::isBlank);
    }

    private Optional<MaskingSettings.Key> key(MaskingConfig masking) {
        String id = masking.hashKeyId().orElse("1");
        if (!id.matches("[A-Za-z0-9]{1,8}")) {
            find.fault(PATH + "hash-key-id", "'" + id + "' is no id", "use up to eight letters and digits");
        }
        if (masking.hashKey().isEmpty()) {
            if (masking.hashKeyId().isPresent()) {
                find.fault(PATH + "hash-key-id", "is for a key, and there is none", "add hash-key, or remove it");
            }
            return Optional.empty();
        }
        byte[] bytes = find.readable(PATH + "hash-key", masking.hashKey().get()).getBytes(StandardCharsets.UTF_8);
        if (bytes.length < FEWEST_KEY_BYTES) {
            find.fault(
                    PATH + "hash-key",
                    "is shorter than " + FEWEST_KEY_BYTES + " bytes",
                    "use random text, such as that of `openssl rand -hex 32`");
        }
        return Optional.of(new MaskingSettings.Key(id, new Secret(bytes)));
    }
}
