package dev.gatehouse.rego.builtin;

import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.rego.BuiltinCall;
import dev.gatehouse.rego.Builtins;
import dev.gatehouse.rego.RegoObject;
import dev.gatehouse.rego.RegoValue;

/// `uuid.parse`: what a UUID says about itself. Spec: RFC 4122; version 2 as in DCE 1.1.
final class Uuids {
    private static final String DIGITS = "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}";
    private static final Pattern UUID =
            Pattern.compile(DIGITS + "|(?i:urn:uuid:)" + DIGITS + "|\\{" + DIGITS + "\\}|[0-9a-fA-F]{32}");

    /// Hundreds of nanoseconds between the Gregorian reform (15 October 1582) and 1970.
    private static final long GREGORIAN_TO_UNIX = 122_192_928_000_000_000L;

    private Uuids() {}

    static List<Builtins.Entry> entries() {
        return new Family().add("uuid.parse", 1, Shape.string(Uuids::parse)).entries();
    }

    private static @Nullable RegoValue parse(BuiltinCall call, String text) {
        if (!UUID.matcher(text).matches()) {
            return call.failed("no UUID");
        }
        var bare = text.replaceFirst("(?i)^urn:uuid:", "").replaceAll("[-{}]", "");
        byte[] bytes = HexFormat.of().parseHex(bare);
        int version = (bytes[6] & 0xf0) >> 4;
        var parts = RegoObject.builder().put("version", version).put("variant", variant(bytes[8]));
        if (version == 1 || version == 2) {
            timeBased(bytes, parts);
        }
        if (version == 2) {
            parts.put("id", number(bytes, 0, 4)).put("domain", domain(bytes[9] & 0xff));
        }
        return parts.build();
    }

    private static String variant(byte octet) {
        if ((octet & 0xc0) == 0x80) {
            return "RFC4122";
        }
        if ((octet & 0xe0) == 0xc0) {
            return "Microsoft";
        }
        return (octet & 0xe0) == 0xe0 ? "Future" : "Reserved";
    }

    private static void timeBased(byte[] bytes, RegoObject.Builder parts) {
        long ticks = number(bytes, 0, 4) | number(bytes, 4, 6) << 32 | (number(bytes, 6, 8) & 0xfff) << 48;
        parts.put("time", (ticks - GREGORIAN_TO_UNIX) * 100)
                .put("nodeid", HexFormat.ofDelimiter("-").formatHex(bytes, 10, 16))
                .put("macvariables", macVariables(bytes[10]))
                .put("clocksequence", number(bytes, 8, 10) & 0x3fff);
    }

    private static String macVariables(byte first) {
        return ((first & 2) != 0 ? "local:" : "global:") + ((first & 1) != 0 ? "multicast" : "unicast");
    }

    private static String domain(int domain) {
        return switch (domain) {
            case 0 -> "Person";
            case 1 -> "Group";
            case 2 -> "Org";
            default -> "Domain" + domain;
        };
    }

    private static long number(byte[] bytes, int from, int to) {
        long number = 0;
        for (int i = from; i < to; i++) {
            number = number << 8 | (bytes[i] & 0xff);
        }
        return number;
    }
}
