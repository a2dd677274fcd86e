package dev.gatehouse.wire.pg;

import java.nio.charset.Charset;

import io.netty.buffer.ByteBuf;

import dev.gatehouse.wire.pg.FrameReceiver.Verdict;

/// What other sessions notify this one of, through the server: the gate may give it other words.
///
/// Shape: `A length:int32 process:int32 channel\0 payload\0`.
final class ServerNotifications {
    private final PgSession pg;

    ServerNotifications(PgSession pg) {
        this.pg = pg;
    }

    Verdict notified(ByteBuf frame, int start, int lengthBytes) {
        int end = start + lengthBytes;
        int channel = start + PgFrameDecoder.HEADER_BYTES + 4;
        int channelEnd = PgText.end(frame, Math.min(channel, end), end);
        int payload = channelEnd + 1;
        int payloadEnd = PgText.end(frame, payload, end);
        Charset charset = pg.variables.charset();
        String sent = frame.toString(payload, payloadEnd - payload, charset);
        String name = frame.toString(channel, channelEnd - channel, charset);
        String shown = pg.context.gates().statements().notified(pg.session, name, sent);
        if (shown.equals(sent)) {
            return Verdict.PASS;
        }
        ByteBuf out = PgMessages.open(pg.alloc(), ServerMessage.NOTIFICATION_RESPONSE);
        out.writeBytes(frame, start + PgFrameDecoder.HEADER_BYTES, payload - start - PgFrameDecoder.HEADER_BYTES);
        PgMessages.writeText(out, shown, charset);
        pg.toClient(PgMessages.close(out));
        return Verdict.DROP;
    }
}
