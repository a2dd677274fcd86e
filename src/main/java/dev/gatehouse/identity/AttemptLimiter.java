package dev.gatehouse.identity;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/// Counts failed logins per client address and per user in a sliding window.
///
/// The window slides by weighing the previous whole window with the part of it that is still in sight. Bounded:
/// beyond [#MOST] names the one not seen for longest is forgotten. Threads: any.
public final class AttemptLimiter {
    static final int MOST = 20_000;

    private final AttemptLimits limits;
    private final InstantSource clock;
    private final Map<String, Count> counts = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Count> eldest) {
            return size() > MOST;
        }
    };

    private static final class Count {
        long window;
        int current;
        int previous;
        /// Whether it was said already that this one is over the limit.
        boolean told;
    }

    public AttemptLimiter(AttemptLimits limits, InstantSource clock) {
        this.limits = limits;
        this.clock = clock;
    }

    /// What is said of an attempt before it is looked at.
    public enum Admission {
        OPEN,
        /// Over the limit, for the first time in a while: worth a line on the record.
        FIRST_OVER,
        OVER
    }

    /// Whether an attempt of `user` from `client` may be looked at at all. One that may not counts against the
    /// address only: else whoever knows a name could keep its owner out from a single address.
    public synchronized Admission admit(SocketAddress client, String user) {
        String address = addressKey(client);
        String name = userKey(user);
        double byAddress = rate(address) / limits.perAddress();
        double byUser = rate(name) / limits.perUser();
        if (byAddress < 1 && byUser < 1) {
            return Admission.OPEN;
        }
        count(address);
        Count fuller = counts.get(byAddress >= byUser ? address : name);
        boolean first = fuller != null && !fuller.told;
        if (fuller != null) {
            fuller.told = true;
        }
        return first ? Admission.FIRST_OVER : Admission.OVER;
    }

    /// A login failed.
    public synchronized void failed(SocketAddress client, String user) {
        count(addressKey(client));
        count(userKey(user));
    }

    /// Something of which one may do only so much succeeded; where it came from is not counted.
    public synchronized void succeeded(String user) {
        count(userKey(user));
    }

    synchronized int size() {
        return counts.size();
    }

    private double rate(String key) {
        Count count = counts.get(key);
        if (count == null) {
            return 0;
        }
        long windowMillis = limits.window().toMillis();
        long now = clock.millis();
        roll(count, now / windowMillis);
        double unseen = (double) (now % windowMillis) / windowMillis;
        return count.previous * (1 - unseen) + count.current;
    }

    private void count(String key) {
        Count count = counts.computeIfAbsent(key, k -> new Count());
        roll(count, clock.millis() / limits.window().toMillis());
        count.current = Math.min(count.current + 1, Integer.MAX_VALUE - 1);
    }

    private static void roll(Count count, long window) {
        if (count.window != window) {
            count.previous = count.window == window - 1 ? count.current : 0;
            count.told &= count.previous > 0;
            count.current = 0;
            count.window = window;
        }
    }

    private static String addressKey(SocketAddress client) {
        if (!(client instanceof InetSocketAddress socket) || socket.getAddress() == null) {
            return "a?";
        }
        InetAddress address = socket.getAddress();
        byte[] bytes = address.getAddress();
        byte[] network = address instanceof Inet6Address ? Arrays.copyOf(bytes, 8) : bytes;
        return "a" + HexFormat.of().formatHex(network);
    }

    /// Long names are cut: a name beyond this length belongs to nobody, and must not cost memory.
    private static String userKey(String user) {
        return "u" + (user.length() <= 255 ? user : user.substring(0, 255));
    }
}
