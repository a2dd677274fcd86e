package dev.gatehouse.support;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// A stream that keeps a copy of every byte that was read from it.
public final class HeardStream extends FilterInputStream {
    private final ByteArrayOutputStream copy = new ByteArrayOutputStream();

    public HeardStream(InputStream in) {
        super(in);
    }

    public byte[] bytes() {
        return copy.toByteArray();
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        if (read >= 0) {
            copy.write(read);
        }
        return read;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int read = super.read(into, offset, length);
        if (read > 0) {
            copy.write(into, offset, read);
        }
        return read;
    }
}
