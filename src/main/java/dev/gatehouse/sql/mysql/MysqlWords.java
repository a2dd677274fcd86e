package dev.gatehouse.sql.mysql;

import java.util.Set;

import dev.gatehouse.sql.Words;

/// The key words of MySQL and MariaDB ("Keywords and Reserved Words"), as far as a reader of queries needs them.
final class MysqlWords {
    /// Reserved in a version of either server that we know of, and not a name that queries are likely to use.
    static final Set<String> RESERVED = Words.of("""
            accessible add all alter analyze and as asc asensitive before between both by call cascade case change
            check collate column condition constraint continue convert create cross cube current_date current_role
            current_time current_timestamp current_user cursor database databases declare default delayed delete
            desc describe deterministic distinct distinctrow div drop dual each else elseif enclosed escaped except
            exists exit explain false fetch for force foreign from fulltext generated get grant group having
            high_priority if ignore in index infile inner inout insert intersect interval into is iterate join
            key keys kill lateral leading leave left like limit linear lines load lock loop low_priority match
            mod modifies natural not null of on optimize option optionally or order out outer outfile over
            partition primary procedure purge range read reads references regexp release rename repeat replace
            require resignal restrict return returning revoke right rlike row rows schema schemas select sensitive
            separator set show signal spatial specific sql sqlexception sqlstate sqlwarning sql_big_result
            sql_calc_found_rows sql_small_result ssl starting stored straight_join table terminated then to
            trailing trigger true undo union unique unlock unsigned update usage use using utc_date utc_time
            utc_timestamp values varying virtual when where while window with write xor zerofill
            """);

    /// Functions whose names are reserved words.
    static final Set<String> CALLED = Words.of("""
            left right mod if insert replace repeat convert char database schema current_date current_time
            current_timestamp localtime localtimestamp current_user current_role utc_date utc_time utc_timestamp
            values default interval truncate
            """);

    /// Values that are written without parentheses.
    static final Set<String> VALUES = Words.of("""
            null true false default current_date current_time current_timestamp localtime localtimestamp
            current_user current_role utc_date utc_time utc_timestamp
            """);

    static final Set<String> INFIX = Words.of("and or xor like rlike regexp div mod is between in escape not");
    static final Set<String> PREFIX = Words.of("binary exists all distinct distinctrow");

    static final Set<String> UNITS = Words.of("""
            microsecond second minute hour day week month quarter year second_microsecond minute_microsecond
            minute_second hour_microsecond hour_second hour_minute day_microsecond day_second day_minute day_hour
            year_month sql_tsi_second sql_tsi_minute sql_tsi_hour sql_tsi_day sql_tsi_week sql_tsi_month
            sql_tsi_quarter sql_tsi_year
            """);

    static final Set<String> CHARSETS = Words.of("""
            _utf8 _utf8mb3 _utf8mb4 _latin1 _latin2 _latin5 _latin7 _ascii _binary _ucs2 _utf16 _utf16le _utf32
            _cp1250 _cp1251 _cp1256 _cp1257 _cp850 _cp852 _cp866 _koi8r _koi8u _greek _hebrew _macce _macroman
            _armscii8 _dec8 _geostd8 _hp8 _keybcs2 _swe7 _tis620
            """);

    static final Set<String> AFTER_SELECT = Words.of("""
            all high_priority straight_join sql_small_result sql_big_result sql_buffer_result sql_no_cache sql_cache
            sql_calc_found_rows
            """);

    private MysqlWords() {}
}
