package dev.gatehouse.wire;

import java.net.InetSocketAddress;

import io.netty.channel.EventLoop;
import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.DnsNameResolverChannelStrategy;
import io.netty.resolver.dns.DnsServerAddressStreamProvider;
import io.netty.resolver.dns.DnsServerAddressStreamProviders;
import io.netty.util.concurrent.EventExecutor;

/// Looks host names up without blocking an event loop, as the platform is configured to (`/etc/hosts`, read once,
/// and `/etc/resolv.conf`). The platform's own look-up would hold the loop, and every session on it, for as long as
/// a name server is silent.
///
/// Answers are kept for as long as their name servers say, and no longer than a minute, so that a server that moves
/// is found again. Each query has a port of its own, which is hard to guess for somebody who would answer first.
final class HostNames extends AddressResolverGroup<InetSocketAddress> {
    private static final int LONGEST_TTL_SECONDS = 60;

    private final DnsServerAddressStreamProvider nameServers;

    HostNames() {
        this(DnsServerAddressStreamProviders.platformDefault());
    }

    HostNames(DnsServerAddressStreamProvider nameServers) {
        this.nameServers = nameServers;
    }

    @Override
    protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
        EventLoop loop = (EventLoop) executor;
        return new DnsNameResolverBuilder(loop)
                .datagramChannelType(Transport.datagramClass(loop.parent()))
                .socketChannelType(Transport.socketClass(loop.parent()))
                .datagramChannelStrategy(DnsNameResolverChannelStrategy.ChannelPerResolution)
                .nameServerProvider(nameServers)
                .ttl(0, LONGEST_TTL_SECONDS)
                .build()
                .asAddressResolver();
    }
}
