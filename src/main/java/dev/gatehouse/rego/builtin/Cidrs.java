package dev.gatehouse.rego.builtin;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.rego.Builtin;
import dev.gatehouse.rego.BuiltinCall;
import dev.gatehouse.rego.Builtins;
import dev.gatehouse.rego.RegoArray;
import dev.gatehouse.rego.RegoBoolean;
import dev.gatehouse.rego.RegoNumber;
import dev.gatehouse.rego.RegoObject;
import dev.gatehouse.rego.RegoSet;
import dev.gatehouse.rego.RegoString;
import dev.gatehouse.rego.RegoValue;

/// `net.cidr_*`: networks and addresses as text, nothing else of the network.
final class Cidrs {
    private static final int MAX_EXPANDED_BITS = 20;

    private Cidrs() {}

    static List<Builtins.Entry> entries() {
        return new Family()
                .add("net.cidr_contains", 2, Shape.strings(Cidrs::contains))
                .add("net.cidr_overlap", 2, Shape.strings(Cidrs::contains))
                .add("net.cidr_intersects", 2, Shape.strings(Cidrs::intersects))
                .add("net.cidr_contains_matches", 2, Cidrs::matches)
                .add("net.cidr_expand", 1, Shape.string(Cidrs::expand))
                .add("net.cidr_merge", 1, merge())
                .add(
                        "net.cidr_is_valid",
                        1,
                        (_, of) -> RegoBoolean.of(
                                of[0] instanceof RegoString text && IpNetwork.parse(text.value()) != null))
                .entries();
    }

    private static @Nullable RegoValue contains(BuiltinCall call, String network, String inside) {
        var outer = IpNetwork.parse(network);
        if (outer == null) {
            return call.failed("invalid CIDR address");
        }
        var address = IpNetwork.parseAddress(inside);
        if (address != null) {
            return RegoBoolean.of(outer.contains(address));
        }
        var inner = IpNetwork.parse(inside);
        return inner == null
                ? call.failed("not a valid textual representation of an IP address or CIDR")
                : RegoBoolean.of(outer.contains(inner));
    }

    private static @Nullable RegoValue intersects(BuiltinCall call, String left, String right) {
        var a = IpNetwork.parse(left);
        var b = IpNetwork.parse(right);
        return a == null || b == null
                ? call.failed("invalid CIDR address")
                : RegoBoolean.of(a.contains(b.address()) || b.contains(a.address()));
    }

    /// A network or address of a collection, and where it stands there.
    private record Candidate(RegoValue text, RegoValue index) {}

    private static @Nullable RegoValue matches(BuiltinCall call, RegoValue[] of) {
        var outer = candidates(of[0]);
        var inner = candidates(of[1]);
        if (outer == null || inner == null) {
            return call.failed("element must be string or non-empty array");
        }
        call.spend(4L * outer.size() * inner.size());
        var found = RegoSet.builder();
        for (var network : outer) {
            for (var candidate : inner) {
                var contained =
                        Shape.strings(Cidrs::contains).apply(call, new RegoValue[] {network.text(), candidate.text()});
                if (contained == null) {
                    return null;
                }
                if (contained == RegoBoolean.TRUE) {
                    found.add(RegoArray.of(network.index(), candidate.index()));
                }
            }
        }
        return found.build();
    }

    /// Null when an element is neither a string nor an array that starts with one.
    private static @Nullable List<Candidate> candidates(RegoValue in) {
        var candidates = new ArrayList<Candidate>();
        switch (in) {
            case RegoString _ -> candidates.add(new Candidate(in, in));
            case RegoArray array -> {
                for (int i = 0; i < array.size(); i++) {
                    candidates.add(new Candidate(text(array.get(i)), RegoNumber.of(i)));
                }
            }
            case RegoSet set -> set.forEach(item -> candidates.add(new Candidate(text(item), item)));
            case RegoObject object -> {
                for (int i = 0; i < object.size(); i++) {
                    candidates.add(new Candidate(text(object.valueAt(i)), object.keyAt(i)));
                }
            }
            default -> {}
        }
        return candidates.stream().anyMatch(candidate -> candidate.text() == RegoBoolean.FALSE) ? null : candidates;
    }

    /// False stands for what is no candidate.
    private static RegoValue text(RegoValue element) {
        return switch (element) {
            case RegoString _ -> element;
            case RegoArray array when array.size() > 0 -> array.get(0);
            default -> RegoBoolean.FALSE;
        };
    }

    private static @Nullable RegoValue expand(BuiltinCall call, String text) {
        var network = IpNetwork.parse(text);
        if (network == null || network.hostBits() > MAX_EXPANDED_BITS) {
            return call.failed("invalid CIDR address, or too large a network");
        }
        call.spend(4L << network.hostBits());
        var addresses = RegoSet.builder();
        var at = network.first();
        for (long i = 0; i < 1L << network.hostBits(); i++) {
            addresses.add(RegoString.of(IpNetwork.print(IpNetwork.bytes(at, network.address().length))));
            at = at.add(BigInteger.ONE);
        }
        return addresses.build();
    }

    private static Builtin merge() {
        return (call, of) -> {
            var texts = Shape.items(of[0]) == null ? null : Shape.strings(of[0]);
            if (texts == null) {
                return call.failed("operand must be an array or set of strings");
            }
            call.spend(16L * texts.size());
            var networks = new ArrayList<IpNetwork>();
            for (var text : texts) {
                var network = network(text);
                if (network == null) {
                    return call.failed("invalid CIDR address, or IPv6 without a prefix length");
                }
                networks.add(network);
            }
            var merged = RegoSet.builder();
            for (var network : CidrMerge.merge(networks)) {
                merged.add(RegoString.of(network.toString()));
            }
            return merged.build();
        };
    }

    /// An IPv4 address alone stands for the network of its class.
    private static @Nullable IpNetwork network(String text) {
        var address = IpNetwork.parseAddress(text);
        if (address == null) {
            return IpNetwork.parse(text);
        }
        if (address.length != 4) {
            return null;
        }
        int first = address[0] & 0xff;
        return IpNetwork.covering(address, first < 128 ? 8 : first < 192 ? 16 : 24);
    }
}
