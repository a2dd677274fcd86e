package dev.gatehouse.boot.demo;

/// Where a running server is, and who may do everything there.
public record DatabaseServer(String host, int port, String user, String password, String database) {
    /// Says nothing of the password.
    @Override
    public String toString() {
        return user + "@" + host + ":" + port + "/" + database;
    }
}
