package dev.gatehouse.wire.mysql;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import io.netty.buffer.ByteBuf;

/// What the server last said of the session: status flags, and the variables that change how SQL is read. It tells
/// of each variable that changes (`timestamp` with every statement, for one); others are not kept, since readings
/// are remembered by these.
///
/// Shape of the changes: `(type:int8 data:string)*` with type 0 a system variable (`name:string value:string`) and
/// 1 the default schema (`name:string`) ("Session State Information").
final class ServerState {
    /// The key under which the default schema is kept; no system variable has this name.
    static final String SCHEMA = "database";

    private static final String CLIENT_CHARSET = "character_set_client";
    private static final Set<String> KEPT = Set.of(SCHEMA, CLIENT_CHARSET, "sql_mode", "version", "version_comment");

    private static final int SYSTEM_VARIABLES = 0;
    private static final int DEFAULT_SCHEMA = 1;

    private Map<String, String> variables = Map.of();
    private ClientCharset charset = ClientCharset.OTHER;
    private int status;
    private boolean uncertain;

    void status(int flags) {
        status = flags;
        uncertain = false;
    }

    /// The server has answered with an error, which tells no status: a transaction may have ended with it.
    void uncertain() {
        uncertain = true;
    }

    boolean isUncertain() {
        return uncertain;
    }

    boolean inReadOnlyTransaction() {
        return inTransaction() && StatusFlags.has(status, StatusFlags.IN_READ_ONLY_TRANSACTION);
    }

    int status() {
        return status;
    }

    boolean inTransaction() {
        return StatusFlags.has(status, StatusFlags.IN_TRANSACTION);
    }

    /// An immutable snapshot, the same one for as long as nothing in it changes.
    Map<String, String> variables() {
        return variables;
    }

    ClientCharset charset() {
        return charset;
    }

    void set(Map<String, String> all) {
        Map<String, String> kept = new HashMap<>(all);
        kept.keySet().retainAll(KEPT);
        if (!kept.equals(variables)) {
            variables = Map.copyOf(kept);
            charset = ClientCharset.named(variables.getOrDefault(CLIENT_CHARSET, ""));
        }
    }

    /// Takes the status and the changes of an OK packet. Errors: `ProtocolViolation`.
    void read(OkPacket ok) {
        status(ok.status());
        ByteBuf in = ok.changes().duplicate();
        if (!in.isReadable()) {
            return;
        }
        Map<String, String> changed = new HashMap<>();
        while (in.isReadable()) {
            int type = in.readUnsignedByte();
            ByteBuf data = in.readSlice(Math.max(0, LengthEncoded.readLength(in)));
            if (type == SYSTEM_VARIABLES) {
                while (data.isReadable()) { // MariaDB reports several variables in one entry
                    changed.put(string(data), string(data));
                }
            } else if (type == DEFAULT_SCHEMA) {
                changed.put(SCHEMA, string(data));
            }
        }
        changed.keySet().retainAll(KEPT);
        if (!changed.isEmpty()) {
            Map<String, String> all = new HashMap<>(variables);
            all.putAll(changed);
            set(all);
        }
    }

    private static String string(ByteBuf in) {
        int length = Math.max(0, LengthEncoded.readLength(in));
        return in.readCharSequence(length, StandardCharsets.UTF_8).toString();
    }
}
