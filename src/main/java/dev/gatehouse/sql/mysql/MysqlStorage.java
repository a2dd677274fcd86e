package dev.gatehouse.sql.mysql;

import java.util.Set;

import dev.gatehouse.sql.Ascii;
import dev.gatehouse.sql.FactsBuilder;
import dev.gatehouse.sql.Statement;
import dev.gatehouse.sql.TokenKind;
import dev.gatehouse.sql.Words;

/// Reads where a table keeps its rows. With the usual engines, in the database; other engines show files of the
/// machine, tables of other servers, or other tables of this one under another name ("Alternative Storage Engines",
/// MariaDB's CONNECT).
final class MysqlStorage {
    private static final Set<String> IN_THE_DATABASE =
            Words.of("innodb myisam aria memory heap csv archive blackhole rocksdb ndb ndbcluster columnstore");
    private static final Set<String> ELSEWHERE = Words.of(
            "connection union file_name table_type tabname dbname srcdef option_list http data_charset wrapper");

    private final Statement s;
    private final FactsBuilder facts;

    MysqlStorage(Statement statement, FactsBuilder facts) {
        this.s = statement;
        this.facts = facts;
    }

    /// The options behind the table's name, outside of parentheses.
    void read(int subject) {
        for (int i = s.find(subject, s.size(), "engine"); i >= 0; i = s.find(i + 1, s.size(), "engine")) {
            int named = s.is(i + 1, "=") ? i + 2 : i + 1;
            if (!s.is(named, "(") && !IN_THE_DATABASE.contains(engine(named))) {
                facts.effect("server");
            }
        }
        for (int i = subject + 1; i < s.size(); i++) {
            if (s.is(i, "(")) {
                i = Math.max(i, s.match(i));
            } else if (ELSEWHERE.contains(s.at(i)) && s.is(i + 1, "=")
                    || s.isAny(i, "data", "index") && s.is(i + 1, "directory")
                    || s.is(i, "union") && s.is(i + 1, "(")) {
                facts.effect("server");
            }
        }
    }

    private String engine(int i) {
        if (s.kind(i) == TokenKind.STRING) {
            return Ascii.lower(s.raw(i).substring(1, s.raw(i).length() - 1));
        }
        return s.kind(i).named() ? Ascii.lower(MysqlDialect.INSTANCE.name(s, i)) : "";
    }
}
