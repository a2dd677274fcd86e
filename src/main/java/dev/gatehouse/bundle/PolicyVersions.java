package dev.gatehouse.bundle;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.gatehouse.rego.BundleLimits;
import dev.gatehouse.rego.BundleRefused;
import dev.gatehouse.rego.RegoBundle;

/// The bundles that were in force, the last few of them, in a folder that a running gateway and the commands share.
///
/// Shape: `<digest>.zip` holds a bundle's files, `<digest>.json` says what it is, `in-force.json` which one judges,
/// `pin.json` which one shall, whatever the source brings. Whoever may write the folder may choose among what was
/// in force before; what does not have its digest, or lacks a signature that is asked for, is refused all the same.
/// Threads: any; files are replaced as a whole.
public final class PolicyVersions {
    static final int MOST = 10;
    private static final String PIN = "pin.json";
    private static final String IN_FORCE = "in-force.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;

    public PolicyVersions(Path folder) {
        this.folder = folder;
    }

    /// @param since when it came into force last, RFC 3339
    public record Version(String digest, String revision, String source, String since) {
        /// Times as text have no order: `…01Z` stands behind `…01.5Z`.
        private Instant instant() {
            return Instant.parse(since);
        }
    }

    /// @param by who asked for it
    public record Pin(String digest, String by, String since) {}

    /// Keeps a bundle, says that it is in force, and drops the oldest that nobody needs.
    public void keep(RegoBundle bundle, String source, Instant now) throws IOException {
        create();
        Version version = new Version(bundle.digest(), bundle.revision(), source, now.toString());
        Path file = folder.resolve(bundle.digest() + ".zip");
        if (!Files.exists(file)) {
            write(file, zipped(bundle.files()));
        }
        write(folder.resolve(bundle.digest() + ".json"), JSON.writeValueAsBytes(version));
        write(folder.resolve(IN_FORCE), JSON.writeValueAsBytes(version));
        String pinned = pin().map(Pin::digest).orElse("");
        for (Version old : all().stream().skip(MOST).toList()) {
            if (!old.digest().equals(pinned)) {
                Files.deleteIfExists(folder.resolve(old.digest() + ".json"));
                Files.deleteIfExists(folder.resolve(old.digest() + ".zip"));
            }
        }
    }

    /// Newest first.
    public List<Version> all() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("[0-9a-f]{64}\\.json"))
                    .map(PolicyVersions::version)
                    .sorted(Comparator.comparing(Version::instant).reversed())
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static Version version(Path file) {
        try {
            Version version = JSON.readValue(file.toFile(), Version.class);
            version.instant();
            return version;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (DateTimeException e) {
            throw new UncheckedIOException(new IOException(file + " has no time", e));
        }
    }

    public Optional<Version> inForce() throws IOException {
        Path file = folder.resolve(IN_FORCE);
        return Files.exists(file) ? Optional.of(JSON.readValue(file.toFile(), Version.class)) : Optional.empty();
    }

    public Optional<Pin> pin() throws IOException {
        Path file = folder.resolve(PIN);
        return Files.exists(file) ? Optional.of(JSON.readValue(file.toFile(), Pin.class)) : Optional.empty();
    }

    /// From now on this one, until [#release].
    public void pin(Pin pin) throws IOException {
        create();
        write(folder.resolve(PIN), JSON.writeValueAsBytes(pin));
    }

    /// Whether there was a pin.
    public boolean release() throws IOException {
        return Files.deleteIfExists(folder.resolve(PIN));
    }

    /// Errors: [BundleRefused] when there is none of that digest, or it is not what it was.
    RegoBundle load(String digest) throws BundleRefused, IOException {
        Path file = folder.resolve(digest + ".zip");
        if (!digest.matches("[0-9a-f]{64}") || !Files.exists(file)) {
            throw new BundleRefused("there is no version " + digest + " any more");
        }
        RegoBundle bundle = RegoBundle.of(unzipped(file));
        if (!bundle.digest().equals(digest)) {
            throw new BundleRefused("the version " + digest + " is not what it was");
        }
        return bundle;
    }

    private void create() throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectories(folder);
        }
    }

    private void write(Path file, byte[] content) throws IOException {
        Path fresh = Files.createTempFile(folder, "writing-", ".tmp");
        Files.write(fresh, content);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static byte[] zipped(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
            }
        }
        return bytes.toByteArray();
    }

    private static Map<String, byte[]> unzipped(Path file) throws IOException, BundleRefused {
        BundleLimits limits = BundleLimits.STANDARD;
        Map<String, byte[]> files = new TreeMap<>();
        long left = limits.bytes();
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                byte[] content = zip.readNBytes((int) Math.min(left + 1, Integer.MAX_VALUE - 8));
                left -= content.length;
                if (left < 0 || files.size() >= limits.files()) {
                    throw new BundleRefused("the version is larger than it may be");
                }
                files.put(entry.getName(), content);
            }
        }
        return files;
    }
}
