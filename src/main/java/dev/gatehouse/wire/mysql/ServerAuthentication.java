package dev.gatehouse.wire.mysql;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.wire.ProtocolViolation;

/// Proves the gateway to a server by whichever method the server asks for, as long as that method is safe to use on
/// this connection. Pure: bytes in, the client's next packet out.
///
/// The password itself goes out under TLS only (`mysql_clear_password`, full `caching_sha2_password`). Without TLS
/// the latter goes encrypted to a key that comes from the server unproved, so a man in the middle can read it:
/// allowed on loopback, and where the target's TLS mode is `disable`, which is the operator's word that this
/// network is trusted. Errors: `ProtocolViolation` with a sentence for the log and the client; it names no secret.
final class ServerAuthentication {
    private static final int MAX_SWITCHES = 4;
    private static final int FAST_OK = 3;
    private static final int FULL = 4;
    private static final byte[] PUBLIC_KEY_REQUEST = {2};

    private final byte[] password;
    private final boolean tls;
    private final boolean rsaAllowed;

    private String method = CachingSha2Password.NAME;
    private byte[] nonce = new byte[0];
    private int switches;
    private boolean keyRequested;
    private boolean finished;

    /// @param password lent; the bytes are not changed
    ServerAuthentication(byte[] password, boolean tls, boolean rsaAllowed) {
        this.password = password;
        this.tls = tls;
        this.rsaAllowed = rsaAllowed;
    }

    /// The method that the last answer was made by.
    String method() {
        return method;
    }

    /// Whether packets are the method's own, whatever byte they begin with.
    boolean awaitsRawData() {
        return method.equals(ParsecPassword.NAME) && !finished;
    }

    /// The answer to the greeting. A method that cannot go by a greeting's scramble is left for the server to ask
    /// for.
    byte[] begin(String greeted, byte[] scramble) {
        method = greeted.equals(NativePassword.NAME) ? NativePassword.NAME : CachingSha2Password.NAME;
        nonce = scramble;
        return answer();
    }

    /// The answer to a switch of methods; empty is a packet without a payload.
    byte[] onSwitch(String next, byte[] data) {
        if (++switches > MAX_SWITCHES) {
            throw new ProtocolViolation("the server does not settle on a method");
        }
        method = next;
        nonce = nonce(next, data);
        keyRequested = false;
        finished = false;
        return answer();
    }

    /// The answer to a method's further data; null to wait for more.
    byte @Nullable [] onMoreData(byte[] data) {
        return switch (method) {
            case CachingSha2Password.NAME -> onCachingSha2(data);
            case ParsecPassword.NAME -> onParsec(data);
            default -> throw new ProtocolViolation("the server goes on where " + method + " has ended");
        };
    }

    private byte[] answer() {
        return switch (method) {
            case CachingSha2Password.NAME -> CachingSha2Password.answer(password, nonce);
            case NativePassword.NAME -> NativePassword.answer(password, nonce);
            case Ed25519Password.NAME -> Ed25519Password.answer(password, nonce);
            case ParsecPassword.NAME -> new byte[0];
            case ClientAuthentication.CLEAR -> clear();
            default ->
                throw new ProtocolViolation("the server asks for an authentication method that is not supported");
        };
    }

    private byte @Nullable [] onCachingSha2(byte[] data) {
        if (finished) {
            throw new ProtocolViolation("the server goes on where " + method + " has ended");
        }
        if (keyRequested) {
            finished = true;
            return RsaPasswordExchange.encrypt(password, nonce, data);
        }
        if (data.length == 1 && data[0] == FAST_OK) {
            finished = true;
            return null;
        }
        if (data.length != 1 || data[0] != FULL) {
            throw new ProtocolViolation("the server sent an unknown step of " + method);
        }
        if (tls) {
            finished = true;
            return clear();
        }
        if (!rsaAllowed) {
            throw new ProtocolViolation("the server wants the password over a connection without TLS");
        }
        keyRequested = true;
        return PUBLIC_KEY_REQUEST.clone();
    }

    private byte[] onParsec(byte[] data) {
        if (finished) {
            throw new ProtocolViolation("the server goes on where " + method + " has ended");
        }
        finished = true;
        return ParsecPassword.answer(password, nonce, data, Nonces.bytes(ParsecPassword.NONCE));
    }

    private byte[] clear() {
        if (!tls) {
            throw new ProtocolViolation("the server wants the password over a connection without TLS");
        }
        return Arrays.copyOf(password, password.length + 1);
    }

    /// A nonce of the method's own length; a trailing zero is a string's end, not part of it.
    private static byte[] nonce(String method, byte[] data) {
        int length =
                switch (method) {
                    case Ed25519Password.NAME, ParsecPassword.NAME -> Ed25519Password.NONCE;
                    case ClientAuthentication.CLEAR -> 0;
                    default -> Nonces.SCRAMBLE;
                };
        if (length == 0) {
            return new byte[0];
        }
        boolean ended = data.length == length + 1 && data[length] == 0;
        if (data.length != length && !ended) {
            throw new ProtocolViolation("the server sent a challenge of the wrong length");
        }
        return Arrays.copyOf(data, length);
    }
}
