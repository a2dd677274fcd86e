package dev.gatehouse.rego;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// A stream that fails once it has given more than it may.
final class BoundedInput extends FilterInputStream {
    private long left;

    BoundedInput(InputStream in, long most) {
        super(in);
        left = most;
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        spend(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(byte[] into, int start, int length) throws IOException {
        int read = super.read(into, start, length);
        spend(Math.max(read, 0));
        return read;
    }

    private void spend(int read) throws IOException {
        left -= read;
        if (left < 0) {
            throw new IOException("too large");
        }
    }
}
