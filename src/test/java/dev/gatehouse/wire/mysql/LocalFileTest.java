package dev.gatehouse.wire.mysql;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class LocalFileTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "LOAD DATA LOCAL INFILE '/tmp/it''s.csv' INTO TABLE t",
                "load xml low_priority local infile \"/tmp/it's.csv\" into table t",
                "LOAD DATA /* x */ CONCURRENT LOCAL\n-- y\nINFILE '/tmp/it\\'s.csv' REPLACE INTO TABLE t",
                "# first\nSELECT 'a'; LOAD DATA  LOCAL INFILE '/tmp/it\\\'s.csv' INTO TABLE t",
            })
    void theFileThatTheStatementNamesIsAskedFor(String sql) {
        assertThat(LocalFile.isAskedFor(sql, "/tmp/it's.csv")).isTrue();
    }

    @Test
    void aBackslashIsReadInEitherSqlMode() {
        assertThat(LocalFile.isAskedFor("LOAD DATA LOCAL INFILE 'C:\\\\a' INTO TABLE t", "C:\\a"))
                .isTrue();
        assertThat(LocalFile.isAskedFor("LOAD DATA LOCAL INFILE 'C:\\a' INTO TABLE t", "C:\\a"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "LOAD DATA LOCAL INFILE '/tmp/x.csv' INTO TABLE t /* /etc/passwd */",
                "LOAD DATA LOCAL INFILE '/tmp/x.csv' INTO TABLE t SET a = '/etc/passwd'",
                "LOAD DATA LOCAL INFILE '/etc/passwd.csv' INTO TABLE t",
                "LOAD DATA LOCAL INFILE '/tmp/etc/passwd' INTO TABLE t",
                "SELECT 'LOAD DATA LOCAL INFILE ''/etc/passwd'' INTO TABLE t'",
                "SELECT \"; LOAD DATA LOCAL INFILE '/etc/passwd'\"",
                "SELECT `; LOAD DATA LOCAL INFILE '/etc/passwd'`",
                "SELECT 1 /* ; LOAD DATA LOCAL INFILE '/etc/passwd' */",
                "SELECT 1 -- ; LOAD DATA LOCAL INFILE '/etc/passwd'",
                "SELECT 1 # ; LOAD DATA LOCAL INFILE '/etc/passwd'",
                "/*! LOAD DATA LOCAL INFILE '/etc/passwd' INTO TABLE t */",
                "SELECT '\\'; LOAD DATA LOCAL INFILE '/etc/passwd'",
                "LOAD DATA INFILE '/etc/passwd' INTO TABLE t",
                "LOAD DATA LOCAL INFILE /etc/passwd",
                "LOAD DATA LOCAL INFILE '/etc/passwd",
                "LOAD DATA LOCAL INFILE x'/etc/passwd'",
                "",
            })
    void anyOtherFileIsNot(String sql) {
        assertThat(LocalFile.isAskedFor(sql, "/etc/passwd")).isFalse();
    }

    @Test
    void noNameIsNeverAskedFor() {
        assertThat(LocalFile.isAskedFor("LOAD DATA LOCAL INFILE '' INTO TABLE t", ""))
                .isFalse();
    }
}
