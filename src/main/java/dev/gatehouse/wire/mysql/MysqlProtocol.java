package dev.gatehouse.wire.mysql;

import io.netty.channel.ChannelHandler;

import dev.gatehouse.wire.SessionContext;
import dev.gatehouse.wire.WireProtocol;

/// The client/server protocol of MySQL and MariaDB.
public final class MysqlProtocol implements WireProtocol {
    static final String NAME = "mysql";

    private static final int UTF8MB4_0900_AI_CI = 255;
    private static final String VERSION = "8.4.0-gatehouse";

    /// What the sessions can do. Not there: compression, and MariaDB's own extensions.
    private static final long CAPABILITIES = MysqlCapabilities.FOUND_ROWS
            | MysqlCapabilities.NO_SCHEMA
            | MysqlCapabilities.ODBC
            | MysqlCapabilities.LOCAL_FILES
            | MysqlCapabilities.IGNORE_SPACE
            | MysqlCapabilities.INTERACTIVE
            | MysqlCapabilities.MULTI_STATEMENTS
            | MysqlCapabilities.MULTI_RESULTS
            | MysqlCapabilities.PS_MULTI_RESULTS
            | MysqlCapabilities.SESSION_TRACK
            | MysqlCapabilities.DEPRECATE_EOF
            | MysqlCapabilities.OPTIONAL_RESULTSET_METADATA
            | MysqlCapabilities.QUERY_ATTRIBUTES;

    private final MysqlGreeting greeting;

    /// Announces itself as a MySQL 8.4, before it can know which server a client will be sent to.
    public MysqlProtocol() {
        this(new MysqlGreeting(VERSION, CAPABILITIES, UTF8MB4_0900_AI_CI));
    }

    public MysqlProtocol(MysqlGreeting greeting) {
        this.greeting = greeting;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String dialect() {
        return NAME;
    }

    @Override
    public ChannelHandler session(SessionContext context) {
        return new MysqlAdmission(context, greeting);
    }
}
