package dev.gatehouse.wire;

import java.util.List;
import javax.net.ssl.SSLException;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import org.jboss.logging.Logger;

/// The TLS of one client's connection, with one handshake and no more.
///
/// A TLS 1.2 client may ask for another handshake at any time, which costs it little and the gateway a signature
/// each; and a certificate shown then would not be the one that was judged at login. So the connection ends.
/// Shape: a record is `type:int8 version:int16 length:int16 fragment[length]`; type 22 is a handshake, also when
/// its fragment is encrypted; TLS 1.3 hides all that comes behind the handshake in records of type 23 (RFC 5246,
/// "Record Layer"; RFC 8446, "Record Protocol").
public final class ListenerTls extends SslHandler {
    private static final Logger LOG = Logger.getLogger(ListenerTls.class);
    private static final int HANDSHAKE_RECORD = 22;

    private boolean refused;

    public ListenerTls(SslContext listener, ByteBufAllocator alloc) {
        super(listener.newEngine(alloc));
    }

    /// What is read begins with a record each time this is called.
    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws SSLException {
        if (!refused
                && handshakeFuture().isSuccess()
                && in.isReadable()
                && in.getUnsignedByte(in.readerIndex()) == HANDSHAKE_RECORD) {
            refused = true;
            LOG.debugf(
                    "client asked for another tls handshake client=%s",
                    ctx.channel().remoteAddress());
            ctx.channel().close();
        }
        if (refused) {
            in.skipBytes(in.readableBytes());
        } else {
            super.decode(ctx, in, out);
        }
    }
}
