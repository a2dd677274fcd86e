package dev.gatehouse.it;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import dev.gatehouse.support.PgRawClient;

/// The ways in which a PostgreSQL client can get the rows of a query.
enum PgWay {
    SIMPLE {
        @Override
        void ask(PgRawClient client, String query) {
            client.query(query);
        }
    },
    EXTENDED_TEXT {
        @Override
        void ask(PgRawClient client, String query) {
            client.parse("", query)
                    .describe('S', "")
                    .bind("", "")
                    .describe('P', "")
                    .execute("", 0)
                    .sync();
        }
    },
    EXTENDED_BINARY {
        @Override
        void ask(PgRawClient client, String query) {
            binary(client.parse("", query).describe('S', ""), "", "")
                    .describe('P', "")
                    .execute("", 0)
                    .sync();
        }
    },
    /// Nobody describes anything.
    BLIND_TEXT {
        @Override
        void ask(PgRawClient client, String query) {
            client.parse("", query).bind("", "").execute("", 0).sync();
        }
    },
    BLIND_BINARY {
        @Override
        void ask(PgRawClient client, String query) {
            binary(client.parse("", query), "", "").execute("", 0).sync();
        }
    },
    /// A row at a time, from two portals in turn.
    PORTALS {
        @Override
        void ask(PgRawClient client, String query) {
            binary(client.parse("s", query), "p", "s")
                    .bind("q", "s")
                    .execute("p", 1)
                    .execute("q", 1);
            client.execute("p", 1)
                    .execute("q", 0)
                    .execute("p", 0)
                    .close('S', "s")
                    .sync();
        }
    },
    /// A prepared statement executed again later, which only its first execution has described.
    AGAIN {
        @Override
        void ask(PgRawClient client, String query) {
            client.parse("r", query)
                    .describe('S', "r")
                    .bind("", "r")
                    .execute("", 0)
                    .sync();
            binary(client, "", "r").execute("", 0).sync();
            client.bind("", "r").execute("", 1).close('S', "r").sync();
        }
    },
    CURSOR {
        @Override
        void ask(PgRawClient client, String query) {
            String name = "c" + client.readiesWanted(); // a new one each time
            client.query("begin").query("declare " + name + " scroll cursor for " + query);
            client.query("fetch 1 from " + name).query("fetch all from " + name);
            client.query("fetch backward 1 from " + name).query("rollback");
        }
    },
    BINARY_CURSOR {
        @Override
        void ask(PgRawClient client, String query) {
            String name = "b" + client.readiesWanted();
            client.query("begin").query("declare " + name + " binary cursor for " + query);
            client.query("fetch all from " + name).query("rollback");
        }
    },
    HELD_CURSOR {
        @Override
        void ask(PgRawClient client, String query) {
            String name = "h" + client.readiesWanted();
            client.query("declare " + name + " cursor with hold for " + query).query("fetch 1 from " + name);
            binary(client.parse("", "fetch all from " + name), "", "")
                    .execute("", 0)
                    .sync()
                    .query("close " + name);
        }
    },
    SQL_PREPARE {
        @Override
        void ask(PgRawClient client, String query) {
            String name = "sp" + client.readiesWanted(); // a new one each time
            client.query("prepare " + name + " as " + query).query("execute " + name);
            binary(client.parse("", "execute " + name), "", "")
                    .execute("", 0)
                    .sync()
                    .query("deallocate " + name);
        }
    },
    COPY_TEXT {
        @Override
        void ask(PgRawClient client, String query) {
            client.query("copy (" + query + ") to stdout");
        }
    },
    COPY_CSV {
        @Override
        void ask(PgRawClient client, String query) {
            client.query("copy (" + query + ") to stdout (format csv, header, force_quote *)");
        }
    },
    COPY_BINARY {
        @Override
        void ask(PgRawClient client, String query) {
            client.query("copy (" + query + ") to stdout (format binary)");
        }
    };

    abstract void ask(PgRawClient client, String query);

    private static PgRawClient binary(PgRawClient client, String portal, String statement) {
        return client.message('B', portal, statement, (short) 0, (short) 0, (short) 1, (short) 1);
    }

    /// Whether such a query is asked in this way.
    boolean takes(MaskedQuery.Expect expect) {
        return switch (expect) {
            case DELIVER -> true;
            case CHANGE -> this != CURSOR && this != BINARY_CURSOR && this != HELD_CURSOR && this != PORTALS;
            case HIDE -> this == SIMPLE || this == BLIND_BINARY || this == COPY_TEXT || this == CURSOR;
            case SAY -> this == SIMPLE;
        };
    }

    /// Whether the session is as it was; it may have ended, or be in a transaction that has failed.
    boolean clean(PgRawClient client) throws IOException {
        return client.query("deallocate all").ask().equals(List.of("C DEALLOCATE ALL", "Z I"));
    }

    /// The replies to all that this way asks; it must leave the session as it was.
    List<String> replies(PgRawClient client, String query) throws IOException {
        int before = client.readiesWanted();
        ask(client, query);
        List<String> all = new ArrayList<>();
        int left = client.readiesWanted() - before;
        client.send();
        while (left > 0) {
            String reply = client.next();
            all.add(reply);
            if (reply.startsWith("EOF")) {
                return all;
            }
            if (reply.equals("G")) {
                client.message('f', "nothing to copy").send();
            }
            left -= reply.startsWith("Z") ? 1 : 0;
        }
        return all;
    }
}
