package dev.gatehouse.identity;

import java.net.InetSocketAddress;
import java.time.Duration;

import org.junit.jupiter.api.Test;

import dev.gatehouse.identity.AttemptLimiter.Admission;
import dev.gatehouse.support.TestClock;

import static org.assertj.core.api.Assertions.assertThat;

class AttemptLimiterTest {
    private final TestClock clock = TestClock.standing();
    private final AttemptLimiter limiter = new AttemptLimiter(new AttemptLimits(3, 5, Duration.ofMinutes(1)), clock);

    @Test
    void anAddressThatFailsTooOftenIsNotListenedTo() {
        fail("10.0.0.1", "a", 3);

        assertThat(admit("10.0.0.1", "b")).isEqualTo(Admission.FIRST_OVER);
        assertThat(admit("10.0.0.1", "c")).isEqualTo(Admission.OVER);
        assertThat(admit("10.0.0.2", "b")).isEqualTo(Admission.OPEN);
    }

    @Test
    void aUserWhoFailsFromEverywhereIsNotListenedTo() {
        for (int i = 0; i < 5; i++) {
            fail("10.0.1." + i, "a", 1);
        }

        assertThat(admit("10.0.0.9", "a")).isEqualTo(Admission.FIRST_OVER);
        assertThat(admit("10.0.0.9", "b")).isEqualTo(Admission.OPEN);
    }

    @Test
    void oneAddressAloneDoesNotShutAUserOut() {
        for (int i = 0; i < 100; i++) {
            if (admit("10.0.0.1", "victim") == Admission.OPEN) {
                fail("10.0.0.1", "victim", 1);
            }
        }

        assertThat(admit("10.0.0.1", "victim")).isEqualTo(Admission.OVER);
        assertThat(admit("10.0.0.2", "victim")).isEqualTo(Admission.OPEN);
    }

    @Test
    void aFloodIsToldOfOnceAlsoWhenItBeganInTheWindowBefore() {
        fail("10.0.0.1", "a", 2);
        clock.forward(Duration.ofSeconds(60));
        fail("10.0.0.1", "a", 2);

        assertThat(admit("10.0.0.1", "a")).isEqualTo(Admission.FIRST_OVER);
        assertThat(admit("10.0.0.1", "a")).isEqualTo(Admission.OVER);
    }

    @Test
    void theWindowSlides() {
        fail("10.0.0.1", "a", 3);

        clock.forward(Duration.ofSeconds(61));
        assertThat(admit("10.0.0.1", "a")).isEqualTo(Admission.OPEN);
        fail("10.0.0.1", "a", 1);
        assertThat(admit("10.0.0.1", "a")).isNotEqualTo(Admission.OPEN);
        clock.forward(Duration.ofMinutes(2));
        assertThat(admit("10.0.0.1", "a")).isEqualTo(Admission.OPEN);
    }

    @Test
    void successesDoNotCount() {
        for (int i = 0; i < 100; i++) {
            assertThat(admit("10.0.0.1", "a")).isEqualTo(Admission.OPEN);
        }
    }

    @Test
    void anIpv6NetworkCountsAsOne() {
        for (int i = 0; i < 3; i++) {
            fail("2001:db8::" + i, "a" + i, 1);
        }

        assertThat(admit("2001:db8::ffff", "b")).isNotEqualTo(Admission.OPEN);
        assertThat(admit("2001:db8:0:1::1", "b")).isEqualTo(Admission.OPEN);
    }

    @Test
    void memoryIsBounded() {
        for (int i = 0; i < AttemptLimiter.MOST; i++) {
            fail("10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255), "u" + i, 1);
        }

        assertThat(limiter.size()).isEqualTo(AttemptLimiter.MOST);
    }

    private void fail(String address, String user, int times) {
        for (int i = 0; i < times; i++) {
            limiter.failed(new InetSocketAddress(address, 1), user);
        }
    }

    private Admission admit(String address, String user) {
        return limiter.admit(new InetSocketAddress(address, 2), user);
    }
}
