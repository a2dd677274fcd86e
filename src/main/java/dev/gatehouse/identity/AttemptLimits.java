package dev.gatehouse.identity;

import java.time.Duration;

/// How many logins may fail within a window before further ones are refused unread.
///
/// @param perAddress failures from one client address (an IPv6 client counts by its /64 network)
/// @param perUser failures under one user name, from wherever
public record AttemptLimits(int perAddress, int perUser, Duration window) {
    public static final AttemptLimits STANDARD = new AttemptLimits(30, 100, Duration.ofMinutes(1));

    public AttemptLimits {
        if (perAddress < 1 || perUser < 1 || window.isNegative() || window.isZero()) {
            throw new IllegalArgumentException("attempt limits must be positive");
        }
    }
}
