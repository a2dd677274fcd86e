package dev.gatehouse.inventory;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.net.URLEncoder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.jboss.logging.Logger;

import dev.gatehouse.catalog.Table;

/// What samples of one target have shown, in a file, so that it counts from the start: the columns that hold
/// something sensitive, the kinds, and how many cells said so, which tells how firm it is; never a value.
/// [SampleLines] has its shape.
///
/// A file that cannot be read, is broken, or is not ours is logged and left alone until the next is written in its
/// place: samples only add to what is known, and are taken anew. Threads: one at a time.
public final class KeptSamples {
    private static final Logger LOG = Logger.getLogger(KeptSamples.class);
    /// No file is read or written that is larger; what does not fit into it is forgotten with a restart.
    static final int LARGEST = 16 << 20;

    private final Path folder;
    private final Path file;
    private final Origin origin;
    private long edition;
    private boolean complained;

    /// What the samples are of; those of anything else are not taken.
    ///
    /// @param target its name in the configuration, which also names the file
    /// @param address host and port of its server
    public record Origin(String target, String address, String database) {}

    /// @param folder made when it is first needed, for its owner alone
    public KeptSamples(Path folder, Origin origin) {
        this.folder = folder;
        this.file = folder.resolve(URLEncoder.encode(origin.target(), StandardCharsets.UTF_8) + ".jsonl");
        this.origin = origin;
    }

    /// Nothing, if there is no file that can be used.
    Map<Table.Name, Map<String, Samples.Sampled>> load() {
        try {
            if (Files.size(file) > LARGEST) {
                throw new IOException("it is too large");
            }
            if (!Files.isRegularFile(file)) {
                throw new IOException("it is no file"); // a pipe or a device may have no end
            }
            return SampleLines.read(origin, Files.readAllLines(file));
        } catch (NoSuchFileException none) {
            return Map.of();
        } catch (IOException | RuntimeException e) {
            LOG.warnf("samples not taken from a file target=%s file=%s why=%s", origin.target(), file, why(e));
            return Map.of();
        }
    }

    /// Writes what is known of these tables in the place of what was written before, if there is anything new. What
    /// goes wrong is logged, and tried again the next time.
    void keep(List<Table> tables, Samples samples) {
        long now = samples.edition();
        if (now == edition) {
            return;
        }
        try {
            create();
            Path fresh = folder.resolve(file.getFileName() + ".tmp");
            Files.deleteIfExists(fresh);
            write(fresh, lines(tables, samples));
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            edition = now;
            complained = false;
        } catch (IOException | RuntimeException e) {
            if (!complained) {
                LOG.warnf("samples not kept target=%s file=%s why=%s", origin.target(), file, why(e));
            }
            complained = true;
        }
    }

    private List<String> lines(List<Table> tables, Samples samples) throws IOException {
        List<String> lines = new ArrayList<>();
        long left = LARGEST - SampleLines.head(origin, tables.size()).length() * 4L;
        for (Table table : tables) {
            String line = SampleLines.line(table, samples);
            left -= line.getBytes(StandardCharsets.UTF_8).length + 1;
            if (left < 0) {
                LOG.debugf("samples not kept of all tables target=%s tables=%d", origin.target(), lines.size());
                break;
            }
            if (!line.isEmpty()) {
                lines.add(line);
            }
        }
        lines.addFirst(SampleLines.head(origin, lines.size()));
        return lines;
    }

    private void write(Path file, List<String> lines) throws IOException {
        try (FileChannel channel = FileChannel.open(
                        file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), owner("rw-------"));
                var text = new BufferedWriter(
                        new OutputStreamWriter(Channels.newOutputStream(channel), StandardCharsets.UTF_8))) {
            for (String line : lines) {
                text.write(line);
                text.write('\n');
            }
            text.flush();
            channel.force(true);
        }
    }

    private void create() throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, owner("rwx------"));
        }
    }

    private FileAttribute<?>[] owner(String permissions) {
        return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    /// A parser's words may quote what it has read.
    private static String why(Exception e) {
        boolean foreign = e instanceof JsonProcessingException || e instanceof CharacterCodingException;
        return foreign ? "it is not JSON" : String.valueOf(e.getMessage());
    }
}
