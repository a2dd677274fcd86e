package dev.gatehouse.it;

import java.io.IOException;

/// A client that speaks its protocol by hand and keeps every byte it has received since it logged in.
interface LeakClient extends AutoCloseable {
    /// Sends a text as it is, and takes all that comes back.
    void say(String text) throws IOException;

    /// Prepares, binds, describes and executes it.
    void prepare(String text) throws IOException;

    /// All bytes received since the login.
    byte[] heard();

    @Override
    void close() throws IOException;
}
