package dev.gatehouse.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jboss.logging.Logger;

/// The journal's file, locked against a second writer, with its last line whole.
///
/// Shape: lines, each a JSON object that ends in `,"index":N}`.
final class JournalFile implements EntryFile {
    private static final Logger LOG = Logger.getLogger(JournalFile.class);
    static final String NAME = "journal.jsonl";
    private static final Pattern INDEX = Pattern.compile("\"index\":(\\d{1,18})}$");
    private static final int CHUNK = 64 << 10;

    private final FileChannel channel;
    private final long length;
    private final long nextIndex;
    private final long cutBytes;

    private JournalFile(FileChannel channel, long length, long nextIndex, long cutBytes) {
        this.channel = channel;
        this.length = length;
        this.nextIndex = nextIndex;
        this.cutBytes = cutBytes;
    }

    /// Opens or creates the file in `directory`, cutting off a last line that was never finished. Errors:
    /// `IOException`, also when another program holds the file or its last line has no index.
    static JournalFile open(Path directory) throws IOException {
        Files.createDirectories(directory);
        Path path = directory.resolve(NAME);
        if (!Files.exists(path)
                && directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(
                    path,
                    PosixFilePermissions.asFileAttribute(
                            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE)));
        }
        FileChannel channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            lock(channel, path);
            return repaired(channel, path);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static void lock(FileChannel channel, Path path) throws IOException {
        try {
            if (channel.tryLock() == null) {
                throw new IOException(path + " is in use by another program");
            }
        } catch (OverlappingFileLockException e) {
            throw new IOException(path + " is already open", e);
        }
    }

    private static JournalFile repaired(FileChannel channel, Path path) throws IOException {
        long size = channel.size();
        long whole = lineEndBefore(channel, size);
        if (whole < size) {
            LOG.warnf("journal repaired file=%s cut_bytes=%d why=last line was not finished", path, size - whole);
            channel.truncate(whole);
            channel.force(true);
        }
        channel.position(whole);
        return new JournalFile(channel, whole, whole == 0 ? 0 : lastIndex(channel, whole, path) + 1, size - whole);
    }

    private static long lastIndex(FileChannel channel, long end, Path path) throws IOException {
        long start = Math.max(lineEndBefore(channel, end - 1), end - 64);
        ByteBuffer tail = ByteBuffer.allocate((int) (end - 1 - start));
        readFully(channel, tail, start);
        Matcher index = INDEX.matcher(new String(tail.array(), StandardCharsets.UTF_8));
        if (!index.find()) {
            throw new IOException(path + ": the last line has no index; move the file away to begin a new one");
        }
        return Long.parseLong(index.group(1));
    }

    /// The place after the last line feed before `end`; 0 if there is none.
    private static long lineEndBefore(FileChannel channel, long end) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        for (long stop = end; stop > 0; stop -= CHUNK) {
            long start = Math.max(0, stop - CHUNK);
            chunk.clear().limit((int) (stop - start));
            readFully(channel, chunk, start);
            for (int i = chunk.limit() - 1; i >= 0; i--) {
                if (chunk.get(i) == '\n') {
                    return start + i + 1;
                }
            }
        }
        return 0;
    }

    private static void readFully(FileChannel channel, ByteBuffer into, long from) throws IOException {
        while (into.hasRemaining()) {
            if (channel.read(into, from + into.position()) < 0) {
                throw new IOException("the journal's file shrank while it was read");
            }
        }
    }

    long length() {
        return length;
    }

    long nextIndex() {
        return nextIndex;
    }

    long cutBytes() {
        return cutBytes;
    }

    @Override
    public void write(ByteBuffer lines) throws IOException {
        while (lines.hasRemaining()) {
            channel.write(lines);
        }
    }

    @Override
    public void cut(long length) throws IOException {
        channel.truncate(length);
        channel.position(length);
    }

    @Override
    public void sync() throws IOException {
        channel.force(false);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
