package dev.gatehouse.rego.builtin;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.rego.BuiltinCall;
import dev.gatehouse.rego.Builtins;
import dev.gatehouse.rego.RegoArray;
import dev.gatehouse.rego.RegoObject;
import dev.gatehouse.rego.RegoString;
import dev.gatehouse.rego.RegoValue;

/// `urlquery.*`: the query part of a URL, where a space is a plus sign.
final class UrlQuery {
    private UrlQuery() {}

    static List<Builtins.Entry> entries() {
        return new Family()
                .add("urlquery.encode", 1, Shape.string((_, text) -> RegoString.of(encode(text))))
                .add("urlquery.decode", 1, Shape.string(UrlQuery::decoded))
                .add("urlquery.encode_object", 1, UrlQuery::encodeObject)
                .add("urlquery.decode_object", 1, Shape.string(UrlQuery::decodeObject))
                .entries();
    }

    /// Java leaves `*` and encodes `~`; Go does the reverse.
    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    private static @Nullable RegoValue decoded(BuiltinCall call, String text) {
        var decoded = decode(text);
        return decoded == null ? call.failed("invalid URL escape") : RegoString.of(decoded);
    }

    /// Null for a percent sign without two digits after it.
    private static @Nullable String decode(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        var out = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '%') {
                int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
                int low = i + 2 < bytes.length ? Character.digit(bytes[i + 2], 16) : -1;
                if (high < 0 || low < 0) {
                    return null;
                }
                out.write(high << 4 | low);
                i += 2;
            } else {
                out.write(bytes[i] == '+' ? ' ' : bytes[i]);
            }
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static @Nullable RegoValue encodeObject(BuiltinCall call, RegoValue[] of) {
        if (!(of[0] instanceof RegoObject object)) {
            return call.wrongType(1, "object");
        }
        JsonText.charge(call, object);
        var pairs = new ArrayList<String>();
        for (int i = 0; i < object.size(); i++) {
            var values = object.valueAt(i) instanceof RegoString one
                    ? List.of(one.value())
                    : Shape.strings(object.valueAt(i));
            if (values == null) {
                return call.wrongType(1, "object of strings, or of arrays or sets of strings");
            }
            var key = encode(RegoText.bare(object.keyAt(i)));
            for (var value : values) {
                pairs.add(key + "=" + encode(value));
            }
        }
        return RegoString.of(String.join("&", pairs));
    }

    private static @Nullable RegoValue decodeObject(BuiltinCall call, String query) {
        var object = RegoObject.builder();
        for (var pair : query.split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            call.spend(2);
            int equals = pair.indexOf('=');
            var key = decode(equals < 0 ? pair : pair.substring(0, equals));
            var value = decode(equals < 0 ? "" : pair.substring(equals + 1));
            if (key == null || value == null || pair.indexOf(';') >= 0) {
                return call.failed("invalid URL query");
            }
            var values = RegoArray.builder();
            if (object.get(RegoString.of(key)) instanceof RegoArray before) {
                call.spend(before.size());
                before.forEach(values::add);
            }
            object.put(key, values.add(value).build());
        }
        return object.build();
    }
}
