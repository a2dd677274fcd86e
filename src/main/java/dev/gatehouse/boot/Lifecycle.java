package dev.gatehouse.boot;

import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.EventLoopGroup;
import io.quarkus.netty.MainEventLoopGroup;
import io.quarkus.runtime.ShutdownEvent;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.config.Configuration;
import dev.gatehouse.config.Settings;
import dev.gatehouse.config.Settings.LimitSettings;
import dev.gatehouse.config.SettingsSource;
import dev.gatehouse.identity.Network;

/// Opens the gateway on Quarkus' event loops when it is asked to, and drains it when Quarkus stops.
@ApplicationScoped
public class Lifecycle {
    private static final Logger LOG = Logger.getLogger(Lifecycle.class);

    private final SettingsSource source;
    private final EventLoopGroup loops;
    private final MeterRegistry meters;
    private final Event<GatewayOpened> opened;
    private volatile @Nullable Gateway gateway;
    private LimitSettings limits = LimitSettings.STANDARD;
    private volatile List<Network> proxies = List.of();

    @Inject
    Lifecycle(
            SettingsSource source,
            @MainEventLoopGroup EventLoopGroup loops,
            MeterRegistry meters,
            Event<GatewayOpened> opened) {
        this.meters = meters;
        this.source = source;
        this.loops = loops;
        this.opened = opened;
    }

    /// Whether the listeners are open now; when not, the log says why.
    public boolean open() {
        return switch (source.read()) {
            case Configuration.Faulty faulty -> {
                LOG.error(faulty.describe());
                yield false;
            }
            case Configuration.Valid valid -> open(valid.settings());
        };
    }

    private boolean open(Settings settings) {
        try {
            limits = settings.limits();
            proxies = settings.proxies();
            Gateway open = Wiring.open(settings, loops, meters);
            gateway = open;
            LOG.infof(
                    "gateway open ports=%s targets=%d",
                    open.ports(), settings.targets().size());
            opened.fire(new GatewayOpened(open));
            return true;
        } catch (StartFailed e) {
            LOG.error(e.getMessage());
            return false;
        }
    }

    boolean isOpen() {
        Gateway open = gateway;
        return open != null && open.isOpen();
    }

    /// Empty unless the listeners are open.
    Optional<Gateway> running() {
        return Optional.ofNullable(gateway).filter(Gateway::isOpen);
    }

    /// Who is believed to say where requests over HTTP come from; nobody before the gateway has been opened.
    List<Network> proxies() {
        return proxies;
    }

    void onStop(@Observes ShutdownEvent event) {
        Gateway open = gateway;
        if (open != null) {
            LOG.infof("gateway draining deadline=%s", limits.drain());
            open.drain(limits.drain());
            LOG.info("gateway closed");
        }
    }
}
