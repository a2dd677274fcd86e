package dev.gatehouse.rego;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.representer.Representer;

/// One YAML document ↔ values. Plain data only: no tags that make objects, few aliases, no duplicate keys, bounded
/// depth.
public final class RegoYaml {
    private static final int MAX_ALIASES = 50;
    private static final int MIN_VALUES = 10_000;
    private static final int MAX_CHARACTERS = 16 << 20;

    /// How many more values may come; aliases could make any number of them out of a short text.
    private int left;

    private RegoYaml(int left) {
        this.left = left;
    }

    /// Text that is no such document.
    public static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed(String message) {
            super(message, null, false, false);
        }
    }

    public static RegoValue parse(String text) throws Malformed {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setAllowRecursiveKeys(false);
        options.setMaxAliasesForCollections(MAX_ALIASES);
        options.setNestingDepthLimit(RegoJson.MAX_DEPTH);
        options.setCodePointLimit(MAX_CHARACTERS);
        try {
            Object document = new Yaml(new SafeConstructor(options)).load(text);
            return new RegoYaml(Math.max(text.length(), MIN_VALUES)).value(document, 0);
        } catch (YAMLException | ArithmeticException e) {
            throw new Malformed("no YAML: " + e.getMessage());
        }
    }

    private RegoValue value(@Nullable Object value, int depth) throws Malformed {
        if (depth > RegoJson.MAX_DEPTH) {
            throw new Malformed("nested too deeply");
        }
        if (--left < 0) {
            throw new Malformed("aliases make too many values");
        }
        return switch (value) {
            case null -> RegoNull.NULL;
            case Boolean bool -> RegoBoolean.of(bool);
            case String string -> RegoString.of(string);
            case BigInteger number -> RegoNumber.of(number);
            case Double number -> decimal(number);
            case Number number -> RegoNumber.of(number.longValue());
            case Map<?, ?> map -> object(map, depth);
            case Collection<?> items -> {
                var array = RegoArray.draft(items.size());
                for (var item : items) {
                    array.append(value(item, depth + 1));
                }
                yield array;
            }
            default ->
                throw new Malformed(
                        "a value that JSON does not have: " + value.getClass().getSimpleName());
        };
    }

    private static RegoValue decimal(double number) throws Malformed {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            throw new Malformed("a number that JSON does not have");
        }
        return RegoNumber.of(BigDecimal.valueOf(number));
    }

    /// Keys become strings, as JSON would have them.
    private RegoValue object(Map<?, ?> map, int depth) throws Malformed {
        var object = RegoObject.draft(map.size());
        for (var entry : map.entrySet()) {
            var key = value(entry.getKey(), depth + 1);
            object.insert(RegoString.of(JsonWriter.keyText(key)), value(entry.getValue(), depth + 1));
        }
        return object;
    }

    /// Block style, two spaces, keys in order.
    public static String print(RegoValue value) {
        var options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setSplitLines(false);
        return new Yaml(new Representer(options), options).dump(plain(value));
    }

    private static @Nullable Object plain(RegoValue value) {
        return switch (value) {
            case RegoNull _ -> null;
            case RegoBoolean bool -> bool.isTrue();
            case RegoNumber number ->
                number.isLong()
                        ? (Object) number.longValue()
                        : number.isWhole() ? number.decimal().toBigInteger() : number.decimal();
            case RegoString string -> string.value();
            case RegoArray array -> plainItems(array);
            case RegoSet set -> plainItems(set);
            case RegoObject object -> {
                var map = new LinkedHashMap<String, @Nullable Object>();
                for (int i = 0; i < object.size(); i++) {
                    map.put(JsonWriter.keyText(object.keyAt(i)), plain(object.valueAt(i)));
                }
                yield map;
            }
        };
    }

    private static Collection<@Nullable Object> plainItems(Iterable<RegoValue> items) {
        var list = new ArrayList<@Nullable Object>();
        for (var item : items) {
            list.add(plain(item));
        }
        return list;
    }
}
