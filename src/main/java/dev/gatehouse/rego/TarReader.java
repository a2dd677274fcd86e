package dev.gatehouse.rego;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

import org.jspecify.annotations.Nullable;

/// Reads the regular files of a gzipped tar into memory.
///
/// Shape: 512-byte headers ("ustar"), each followed by its file padded to 512 bytes; `x` and `L` entries carry the
/// name of the next file. Refused: links, devices, names that leave the archive, names given twice, anything over a
/// bound.
final class TarReader {
    private static final int BLOCK = 512;
    private static final int MAX_NAME = 1_024;

    private final InputStream in;
    private final BundleLimits limits;
    private final Map<String, byte[]> files = new TreeMap<>();
    private long bytes;

    private TarReader(InputStream in, BundleLimits limits) {
        this.in = in;
        this.limits = limits;
    }

    static Map<String, byte[]> read(InputStream gzipped, BundleLimits limits) throws BundleRefused {
        try (var in = new GZIPInputStream(gzipped)) {
            return new TarReader(in, limits).read();
        } catch (IOException e) {
            throw new BundleRefused("the bundle is no gzipped tar: " + e.getMessage(), e);
        }
    }

    private Map<String, byte[]> read() throws IOException, BundleRefused {
        var header = new byte[BLOCK];
        String longName = null;
        while (in.readNBytes(header, 0, BLOCK) == BLOCK && header[0] != 0) {
            requireChecksum(header);
            long size = octal(header, 124, 12);
            char type = (char) header[156];
            switch (type) {
                case '0', 0 -> {
                    file(longName != null ? longName : name(header), size);
                    longName = null;
                }
                case '5' -> {
                    skip(size);
                    longName = null;
                }
                case 'x' -> longName = paxPath(content(bounded(size, 65_536)), longName);
                case 'L' -> longName = text(content(bounded(size, MAX_NAME)), 0, (int) size);
                case 'g' -> skip(size);
                default -> throw new BundleRefused("the bundle holds an entry that is no file (type " + type + ")");
            }
        }
        return files;
    }

    private void file(String name, long size) throws IOException, BundleRefused {
        var path = safePath(name);
        if (files.size() >= limits.files()) {
            throw new BundleRefused("the bundle holds more than " + limits.files() + " files");
        }
        bytes += size;
        if (bytes > limits.bytes()) {
            throw new BundleRefused("the bundle is larger than " + limits.bytes() + " bytes unpacked");
        }
        if (files.putIfAbsent(path, content((int) size)) != null) {
            throw new BundleRefused("the bundle holds a file twice: " + path);
        }
    }

    /// OPA's own bundles start names with a slash; more than that is an attempt to get out.
    static String safePath(String name) throws BundleRefused {
        var path = name.startsWith("./") ? name.substring(2) : name.startsWith("/") ? name.substring(1) : name;
        boolean unsafe = path.isEmpty() || path.length() > MAX_NAME || path.startsWith("/") || path.indexOf('\\') >= 0;
        for (var segment : path.split("/", -1)) {
            unsafe |= segment.isEmpty() || segment.equals(".") || segment.equals("..");
        }
        if (unsafe || path.chars().anyMatch(c -> c < ' ')) {
            throw new BundleRefused("the bundle holds a file with an unsafe name");
        }
        return path;
    }

    private static int bounded(long size, int most) throws BundleRefused {
        if (size < 0 || size > most) {
            throw new BundleRefused("the bundle has an oversized header");
        }
        return (int) size;
    }

    private byte[] content(int size) throws IOException {
        var content = in.readNBytes(size);
        if (content.length != size) {
            throw new EOFException("ends within a file");
        }
        in.skipNBytes(padding(size));
        return content;
    }

    private void skip(long size) throws IOException, BundleRefused {
        bytes += size;
        if (bytes > limits.bytes()) {
            throw new BundleRefused("the bundle is larger than " + limits.bytes() + " bytes unpacked");
        }
        in.skipNBytes(size + padding(size));
    }

    private static long padding(long size) {
        return (BLOCK - size % BLOCK) % BLOCK;
    }

    private static String name(byte[] header) {
        var name = text(header, 0, 100);
        boolean ustar = text(header, 257, 6).startsWith("ustar");
        var prefix = ustar ? text(header, 345, 155) : "";
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    private static String text(byte[] from, int start, int length) {
        int end = start;
        while (end < start + length && from[end] != 0) {
            end++;
        }
        return new String(from, start, end - start, StandardCharsets.UTF_8);
    }

    private static long octal(byte[] header, int start, int length) throws BundleRefused {
        var digits = text(header, start, length).strip();
        if (digits.isEmpty() || digits.length() > 12 || digits.chars().anyMatch(c -> c < '0' || c > '7')) {
            throw new BundleRefused("the bundle has a malformed header");
        }
        return Long.parseLong(digits, 8);
    }

    private static void requireChecksum(byte[] header) throws BundleRefused {
        long sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            sum += i >= 148 && i < 156 ? ' ' : header[i] & 0xff;
        }
        if (sum != octal(header, 148, 8)) {
            throw new BundleRefused("the bundle has a damaged header");
        }
    }

    /// Records of `length key=value\n`; only the path matters.
    private static @Nullable String paxPath(byte[] records, @Nullable String before) throws BundleRefused {
        var text = new String(records, StandardCharsets.UTF_8);
        var path = before;
        for (var line : text.split("\n", -1)) {
            int key = line.indexOf(' ') + 1;
            if (line.startsWith("path=", key)) {
                path = line.substring(key + "path=".length());
            } else if (line.startsWith("size=", key)) {
                throw new BundleRefused("the bundle holds an oversized file");
            }
        }
        return path;
    }
}
