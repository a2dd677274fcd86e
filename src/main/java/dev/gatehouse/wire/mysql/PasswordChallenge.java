package dev.gatehouse.wire.mysql;

import java.util.Arrays;

import io.netty.buffer.ByteBuf;

import dev.gatehouse.wire.Verifier;

/// An authentication method and the nonce that the client's answer to it is made from; and what such answers look
/// like.
///
/// @param method the plugin's name
/// @param nonce not kept from being changed: nobody changes it
record PasswordChallenge(
        String method,
        @SuppressWarnings("ArrayRecordComponent") byte[] nonce) {
    private static final int SWITCH = 0xfe;

    /// With a nonce of its own.
    static PasswordChallenge fresh(String method) {
        boolean ed25519 = method.equals(Ed25519Password.NAME);
        return new PasswordChallenge(method, ed25519 ? Nonces.bytes(Ed25519Password.NONCE) : Nonces.scramble());
    }

    /// Shape: `0xFE method:string<NUL> nonce [0]`; the nonce of ed25519 alone is without an end
    /// ("Protocol::Authentication Switch Request").
    void writeSwitch(ByteBuf out) {
        out.writeByte(SWITCH);
        LoginFields.writeTerminated(out, method);
        out.writeBytes(nonce);
        if (!method.equals(Ed25519Password.NAME)) {
            out.writeByte(0);
        }
    }

    /// Whether `answer` was made from the nonce and the password that `verifier` stands for.
    boolean isMetBy(byte[] answer, Verifier verifier) {
        byte[] material = verifier.material().bytes();
        return switch (method) {
            case CachingSha2Password.NAME -> CachingSha2Password.matches(material, nonce, answer);
            case NativePassword.NAME -> NativePassword.matches(material, nonce, answer);
            case Ed25519Password.NAME -> Ed25519Password.matches(material, nonce, answer);
            default -> false;
        };
    }

    /// An empty password is sent as nothing or as a lone zero byte, depending on the client and the method.
    static boolean isNoPassword(byte[] answer) {
        return answer.length == 0 || answer.length == 1 && answer[0] == 0;
    }

    /// The password of an answer in the clear, without its zero byte; the answer is wiped.
    static byte[] withoutEnd(byte[] answer) {
        boolean ended = answer.length > 0 && answer[answer.length - 1] == 0;
        byte[] password = Arrays.copyOf(answer, ended ? answer.length - 1 : answer.length);
        Arrays.fill(answer, (byte) 0);
        return password;
    }
}
