package dev.gatehouse.wire.pg;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Bytes that a server sends during a login, written message by message.
final class ServerScript {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    ServerScript raw(int... bytes) {
        for (int each : bytes) {
            out.write(each);
        }
        return this;
    }

    ServerScript message(char type, byte[] body) {
        out.write(type);
        out.writeBytes(ByteBuffer.allocate(4).putInt(4 + body.length).array());
        out.writeBytes(body);
        return this;
    }

    /// A message whose length says something else than its body.
    ServerScript claiming(char type, int length, byte... body) {
        out.write(type);
        out.writeBytes(ByteBuffer.allocate(4).putInt(length).array());
        out.writeBytes(body);
        return this;
    }

    ServerScript authentication(int code, byte... rest) {
        return message(
                'R', ByteBuffer.allocate(4 + rest.length).putInt(code).put(rest).array());
    }

    ServerScript authentication(int code, String rest) {
        return authentication(code, rest.getBytes(StandardCharsets.UTF_8));
    }

    ServerScript sasl(String... mechanisms) {
        return authentication(10, String.join("\0", mechanisms) + "\0\0");
    }

    ServerScript ok() {
        return authentication(0);
    }

    ServerScript parameter(String name, String value) {
        return message('S', (name + "\0" + value + "\0").getBytes(StandardCharsets.UTF_8));
    }

    ServerScript key(int processId, byte... secret) {
        return message(
                'K',
                ByteBuffer.allocate(4 + secret.length)
                        .putInt(processId)
                        .put(secret)
                        .array());
    }

    ServerScript ready(char status) {
        return message('Z', new byte[] {(byte) status});
    }

    ServerScript error(String code, String message) {
        return message('E', ("SFATAL\0C" + code + "\0M" + message + "\0\0").getBytes(StandardCharsets.UTF_8));
    }

    ServerScript negotiate(int version, String... options) {
        ByteBuffer body = ByteBuffer.allocate(512).putInt(version).putInt(options.length);
        for (String each : options) {
            body.put((each + "\0").getBytes(StandardCharsets.UTF_8));
        }
        return message('v', Arrays.copyOf(body.array(), body.position()));
    }

    /// What every login ends with.
    ServerScript welcome() {
        return ok().parameter("server_version", "18.6")
                .parameter("server_encoding", "UTF8")
                .key(4711, (byte) 1, (byte) 2, (byte) 3, (byte) 4)
                .ready('I');
    }

    byte[] bytes() {
        return out.toByteArray();
    }
}
