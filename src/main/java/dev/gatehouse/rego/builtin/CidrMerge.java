package dev.gatehouse.rego.builtin;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The fewest networks that cover the same addresses.
final class CidrMerge {
    private CidrMerge() {}

    static List<IpNetwork> merge(List<IpNetwork> networks) {
        var merged = new ArrayList<IpNetwork>();
        for (int length : new int[] {4, 16}) {
            var family = networks.stream()
                    .filter(network -> network.address().length == length)
                    .sorted(Comparator.comparing(IpNetwork::first))
                    .toList();
            ranges(family, length, merged);
        }
        return merged;
    }

    private static void ranges(List<IpNetwork> sorted, int length, List<IpNetwork> into) {
        int i = 0;
        while (i < sorted.size()) {
            var first = sorted.get(i).first();
            var last = sorted.get(i).last();
            i++;
            while (i < sorted.size() && sorted.get(i).first().compareTo(last.add(BigInteger.ONE)) <= 0) {
                last = last.max(sorted.get(i).last());
                i++;
            }
            cover(first, last, length, into);
        }
    }

    /// The largest aligned network that still fits, again and again.
    private static void cover(BigInteger first, BigInteger last, int length, List<IpNetwork> into) {
        var at = first;
        while (at.compareTo(last) <= 0) {
            int aligned = at.signum() == 0 ? length * 8 : Math.min(at.getLowestSetBit(), length * 8);
            int fits = last.subtract(at).add(BigInteger.ONE).bitLength() - 1;
            int hostBits = Math.min(aligned, fits);
            into.add(new IpNetwork(IpNetwork.bytes(at, length), length * 8 - hostBits));
            at = at.add(BigInteger.ONE.shiftLeft(hostBits));
        }
    }
}
