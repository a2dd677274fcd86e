package dev.gatehouse.support;

import java.time.Duration;

import dev.gatehouse.catalog.Catalogs;

/// How often catalogues are fetched where many names are missing on purpose: nobody has to be spared there.
public final class Paces {
    /// A real server, whose changes take their time to be seen. Nothing is fetched but for a reason.
    public static final Catalogs.Pace RESTLESS =
            new Catalogs.Pace(Duration.ofHours(1), Duration.ZERO, 0, Duration.ofMillis(100));

    /// Schemas that a test holds in its hand.
    public static final Catalogs.Pace AT_ONCE = new Catalogs.Pace(Duration.ofHours(1), Duration.ZERO, 0, Duration.ZERO);

    private Paces() {}
}
