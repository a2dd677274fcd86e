package dev.gatehouse.gateway.writeback;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import dev.gatehouse.wire.Parameters;

/// Which forms of masked values bound values have: what is left of parameters once their bytes have gone. Threads:
/// one while it is made, then any.
final class ParameterForms {
    static final ParameterForms NONE = new ParameterForms(new int[0]);

    private final int[] forms;

    private ParameterForms(int[] forms) {
        this.forms = forms;
    }

    /// @param mysql whose types they have
    /// @param starred whether there are stars in any of them
    static ParameterForms of(Parameters parameters, boolean mysql, boolean starred) {
        int[] forms = new int[parameters.count()];
        parameters.values(new Reader(forms, mysql, starred));
        return Arrays.stream(forms).anyMatch(each -> each != MaskedForms.NONE) ? new ParameterForms(forms) : NONE;
    }

    int of(int index) {
        return index < forms.length ? forms[index] : MaskedForms.NONE;
    }

    private record Reader(int[] forms, boolean mysql, boolean starred) implements Parameters.Visitor {
        @Override
        public void onNull(int index) {
            forms[index] = MaskedForms.NULL;
        }

        @Override
        public void onText(int index, ByteBuffer text) {
            forms[index] = text(text) | stars(text);
        }

        @Override
        public void onBinary(int index, int type, ByteBuffer bytes) {
            forms[index] = stars(bytes) | (mysql ? MysqlBinaryForms.of(type, bytes) : PgBinaryForms.of(type, bytes));
        }

        private int stars(ByteBuffer bytes) {
            return starred && TextForms.isStarred(StandardCharsets.ISO_8859_1.decode(bytes.duplicate()))
                    ? MaskedForms.STARRED
                    : MaskedForms.NONE;
        }

        @Override
        public void onUnread(int index) {
            forms[index] = MaskedForms.ANY;
        }
    }

    /// Of a text in any charset that keeps ASCII.
    static int text(ByteBuffer text) {
        return text.remaining() > TextForms.MOST
                ? MaskedForms.NONE
                : TextForms.of(
                        StandardCharsets.ISO_8859_1.decode(text.duplicate()).toString());
    }
}
