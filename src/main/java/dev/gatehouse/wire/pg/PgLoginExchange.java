package dev.gatehouse.wire.pg;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.wire.ProtocolViolation;
import dev.gatehouse.wire.Secret;

/// The conversation from the startup packet to the first `ReadyForQuery`, message by message; knows no channel.
///
/// `AUTHENTICATING → PASSWORD_SENT → READYING → READY`, or with SASL `AUTHENTICATING → SASL_FIRST_SENT →
/// SASL_PROVING → SASL_FINAL_SENT → SASL_VERIFIED → READYING → READY`. A server that asks for nothing (`trust`)
/// goes from the first phase to `READYING`. A message that has no place in a phase is a `ProtocolViolation`; so
/// is `AuthenticationOk` before the server has shown its own half of a SCRAM exchange.
///
/// The password leaves in the clear only where nobody but the server can read it: to a server on loopback, or
/// inside a TLS that the configuration demands. `PREFER` does not count, since whoever can read along can also
/// refuse TLS. Ownership: lends `body` for the call; [Step.Send] gives its buffer. Spec: "Message Flow",
/// "Start-up".
final class PgLoginExchange {
    /// A server reports some twenty settings; an endless list is an attack on memory.
    static final int MOST_PARAMETERS = 256;

    /// "The key can be up to 256 bytes" (3.2); it has exactly 4 in 3.0.
    static final int LONGEST_KEY = 256;

    sealed interface Step {
        record Wait() implements Step {}

        record Send(ByteBuf message) implements Step {}

        /// [#prove] is to be called away from the event loop, then [#proved] on it.
        record Prove() implements Step {}

        record Ready() implements Step {}

        /// @param words for the client; @param detail for the log
        record Refused(String words, String detail) implements Step {}
    }

    private enum Phase {
        AUTHENTICATING,
        PASSWORD_SENT,
        SASL_FIRST_SENT,
        SASL_PROVING,
        SASL_FINAL_SENT,
        SASL_VERIFIED,
        READYING,
        READY
    }

    private static final Step WAIT = new Step.Wait();

    private final PgServerRequest request;
    private final ByteBufAllocator allocator;
    private final boolean cleartextAllowed;
    private final @Nullable X509Certificate certificate;
    private final Map<String, String> parameters = new LinkedHashMap<>();
    private Phase phase = Phase.AUTHENTICATING;
    private @Nullable PgScram scram;
    private int minorVersion;
    private boolean negotiated;
    private int processId;
    private byte[] secretKey = new byte[0];
    private byte transactionStatus;

    /// @param certificate the server's, null outside TLS
    PgLoginExchange(
            PgServerRequest request,
            ByteBufAllocator allocator,
            boolean cleartextAllowed,
            @Nullable X509Certificate certificate) {
        this.request = request;
        this.allocator = allocator;
        this.cleartextAllowed = cleartextAllowed;
        this.certificate = certificate;
        this.minorVersion = request.minorVersion();
    }

    Step on(byte type, ByteBuf body) {
        return switch (type) {
            case 'E' -> refusedByServer(body);
            case 'N' -> WAIT;
            case 'R' -> onAuthentication(body);
            case 'v' -> onNegotiateProtocolVersion(body);
            case 'S' -> onParameterStatus(body);
            case 'K' -> onBackendKeyData(body);
            case 'Z' -> onReadyForQuery(body);
            default -> throw outOfPlace("message " + (type & 0xff));
        };
    }

    private Step refusedByServer(ByteBuf body) {
        String code = PgServerTrouble.field(body, 'C');
        return new Step.Refused(
                PgServerTrouble.words(code), "server said " + code + ": " + PgServerTrouble.field(body, 'M'));
    }

    private Step onAuthentication(ByteBuf body) {
        PgLoginBody.need(body.readableBytes() >= 4, "authentication request without a code");
        int code = body.readInt();
        return switch (code) {
            case 0 -> onAuthenticationOk(body);
            case 3 -> onCleartextPassword(body);
            case 5 -> onMd5Password(body);
            case 10 -> onSasl(body);
            case 11 -> onSaslContinue(body);
            case 12 -> onSaslFinal(body);
            default ->
                new Step.Refused(
                        "asks for a way to log in that the gateway does not speak", "authentication code " + code);
        };
    }

    private Step onAuthenticationOk(ByteBuf body) {
        in(Phase.AUTHENTICATING, Phase.PASSWORD_SENT, Phase.SASL_VERIFIED);
        PgLoginBody.ends(body);
        phase = Phase.READYING;
        return WAIT;
    }

    private Step onCleartextPassword(ByteBuf body) {
        in(Phase.AUTHENTICATING);
        PgLoginBody.ends(body);
        if (!cleartextAllowed) {
            return new Step.Refused(
                    "asks for the password in the clear; the gateway sends it only to loopback or where `tls` is"
                            + " require or stricter",
                    "cleartext password refused");
        }
        if (request.target().password().isEmpty()) {
            return noPassword();
        }
        byte[] password = request.target().password().bytes();
        for (byte each : password) {
            PgLoginBody.need(each != 0, "the target's password holds a zero byte");
        }
        phase = Phase.PASSWORD_SENT;
        return new Step.Send(PgLoginMessages.password(allocator, password));
    }

    private Step onMd5Password(ByteBuf body) {
        in(Phase.AUTHENTICATING);
        PgLoginBody.need(body.readableBytes() == 4, "MD5 salt is not 4 bytes");
        byte[] salt = PgLoginBody.rest(body);
        Secret password = request.target().password();
        if (password.isEmpty()) {
            return noPassword();
        }
        phase = Phase.PASSWORD_SENT;
        return new Step.Send(PgLoginMessages.password(
                allocator, PgMd5.answer(request.target().username(), password, salt)));
    }

    private Step onSasl(ByteBuf body) {
        in(Phase.AUTHENTICATING);
        List<String> offered = new ArrayList<>();
        for (String name = PgLoginBody.text(body); !name.isEmpty(); name = PgLoginBody.text(body)) {
            offered.add(name);
        }
        PgLoginBody.ends(body);
        if (request.target().password().isEmpty()) {
            return noPassword();
        }
        scram = PgScram.start(offered, request.target().password(), certificate);
        phase = Phase.SASL_FIRST_SENT;
        return new Step.Send(PgLoginMessages.saslInitialResponse(allocator, scram.mechanism(), scram.first()));
    }

    private Step onSaslContinue(ByteBuf body) {
        in(Phase.SASL_FIRST_SENT);
        Objects.requireNonNull(scram).challenged(PgLoginBody.utf8(PgLoginBody.rest(body)));
        phase = Phase.SASL_PROVING;
        return new Step.Prove();
    }

    /// Slow; between [Step.Prove] and [#proved] only.
    String prove() {
        return Objects.requireNonNull(scram).answer();
    }

    Step proved(String clientFinal) {
        in(Phase.SASL_PROVING);
        phase = Phase.SASL_FINAL_SENT;
        return new Step.Send(PgLoginMessages.saslResponse(allocator, clientFinal));
    }

    private Step onSaslFinal(ByteBuf body) {
        in(Phase.SASL_FINAL_SENT);
        Objects.requireNonNull(scram).verify(PgLoginBody.utf8(PgLoginBody.rest(body)));
        phase = Phase.SASL_VERIFIED;
        return WAIT;
    }

    private Step noPassword() {
        return new Step.Refused(
                "asks for a password, and the gateway is configured without one", "no password configured");
    }

    /// The manual says "newest minor version"; servers send the whole number, 3 in its upper half. Both are read.
    private Step onNegotiateProtocolVersion(ByteBuf body) {
        in(Phase.AUTHENTICATING);
        PgLoginBody.need(!negotiated && body.readableBytes() >= 8, "protocol version negotiated twice or not at all");
        int version = body.readInt();
        int unknownOptions = body.readInt();
        PgLoginBody.need(version >>> 16 == 3 || version >>> 16 == 0, "protocol version " + version);
        PgLoginBody.need((version & 0xffff) <= minorVersion, "protocol version " + version + " was not asked for");
        PgLoginBody.need(unknownOptions >= 0, "negative count of options");
        for (int i = 0; i < unknownOptions; i++) {
            PgLoginBody.need(
                    request.parameters().containsKey(PgLoginBody.text(body)), "refuses an option that was not sent");
        }
        PgLoginBody.ends(body);
        minorVersion = version & 0xffff;
        negotiated = true;
        return WAIT;
    }

    private Step onParameterStatus(ByteBuf body) {
        in(Phase.READYING);
        String name = PgLoginBody.text(body);
        String value = PgLoginBody.text(body);
        PgLoginBody.ends(body);
        parameters.put(name, value);
        PgLoginBody.need(parameters.size() <= MOST_PARAMETERS, "too many settings reported");
        return WAIT;
    }

    private Step onBackendKeyData(ByteBuf body) {
        in(Phase.READYING);
        PgLoginBody.need(secretKey.length == 0 && body.readableBytes() > 4, "cancel key sent twice or without a key");
        processId = body.readInt();
        int length = body.readableBytes();
        PgLoginBody.need(minorVersion == 0 ? length == 4 : length <= LONGEST_KEY, "cancel key of " + length + " bytes");
        secretKey = PgLoginBody.rest(body);
        return WAIT;
    }

    private Step onReadyForQuery(ByteBuf body) {
        in(Phase.READYING);
        PgLoginBody.need(body.readableBytes() == 1, "ReadyForQuery without a status");
        transactionStatus = body.readByte();
        PgLoginBody.need(transactionStatus == 'I', "a fresh session is in a transaction");
        phase = Phase.READY;
        return new Step.Ready();
    }

    Map<String, String> parameters() {
        return parameters;
    }

    int processId() {
        return processId;
    }

    byte[] secretKey() {
        return secretKey;
    }

    byte transactionStatus() {
        return transactionStatus;
    }

    private void in(Phase... lawful) {
        for (Phase each : lawful) {
            if (phase == each) {
                return;
            }
        }
        throw outOfPlace("message");
    }

    private ProtocolViolation outOfPlace(String what) {
        return new ProtocolViolation(what + " has no place in phase " + phase);
    }
}
