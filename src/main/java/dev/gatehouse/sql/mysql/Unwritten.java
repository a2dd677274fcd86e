package dev.gatehouse.sql.mysql;

/// Thrown inside the writers of canonical text where a construct has no certain form; caught once, in
/// [MysqlCanonicalText].
final class Unwritten extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unwritten(String why) {
        super(why, null, false, false);
    }

    String why() {
        return String.valueOf(getMessage());
    }
}
