package dev.gatehouse.support;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

import org.jspecify.annotations.Nullable;

/// A stream that keeps a copy of every byte that is read from it, once it was told to listen.
public final class HeardStream extends FilterInputStream {
    private @Nullable ByteArrayOutputStream copy;

    public HeardStream(InputStream in) {
        super(in);
    }

    /// Keeps what comes from here on.
    public void listen() {
        copy = new ByteArrayOutputStream();
    }

    /// Errors: `IllegalStateException` if nobody listened.
    public byte[] bytes() {
        if (copy == null) {
            throw new IllegalStateException("nobody listened");
        }
        return copy.toByteArray();
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        if (copy != null && read >= 0) {
            copy.write(read);
        }
        return read;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int read = super.read(into, offset, length);
        if (copy != null && read > 0) {
            copy.write(into, offset, read);
        }
        return read;
    }
}
