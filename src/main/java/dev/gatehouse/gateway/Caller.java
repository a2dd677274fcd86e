package dev.gatehouse.gateway;

import java.net.InetSocketAddress;

/// Where a request over HTTP comes from.
///
/// @param application what the client calls itself
/// @param tls whether it came encrypted
public record Caller(InetSocketAddress address, String application, boolean tls) {
    private static final int MOST_CHARS = 256;

    public Caller {
        application = application.length() <= MOST_CHARS ? application : application.substring(0, MOST_CHARS);
    }
}
