package dev.gatehouse.rego;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RegoBundleTest {
    private static final BundleLimits SMALL = new BundleLimits(10_000, 100_000, 4);

    private final ByteArrayOutputStream tar = new ByteArrayOutputStream();

    @TempDir
    Path directory;

    @Test
    void directoryAndArchiveAreTheSameBundle() throws Exception {
        // Given
        Files.createDirectories(directory.resolve("a/b"));
        Files.writeString(directory.resolve("data.json"), "{\"top\":1}");
        Files.writeString(directory.resolve("a/b/data.yaml"), "list: [1, two]\n");
        Files.writeString(directory.resolve("source.rego"), "package ignored");
        entry("/data.json", '0', "{\"top\":1}");
        entry("/a/b/data.yaml", '0', "list: [1, two]\n");
        // When
        var fromDirectory = RegoBundle.load(directory, SMALL);
        var fromArchive = archive();
        // Then
        assertThat(fromDirectory.data())
                .isEqualTo(RegoJson.parse("{\"top\":1,\"a\":{\"b\":{\"list\":[1,\"two\"]}}}"))
                .isEqualTo(fromArchive.data());
        assertThat(fromDirectory.digest()).isEqualTo(fromArchive.digest()).hasSize(64);
        assertThat(fromDirectory.revision()).isEqualTo(fromDirectory.digest());
    }

    @Test
    void namesThatLeaveTheArchiveAreRefused() throws Exception {
        for (var name : new String[] {"../data.json", "a/../../data.json", "//etc/data.json", "a\\data.json", "a//b"}) {
            tar.reset();
            entry(name, '0', "{}");
            assertThatThrownBy(this::archive).as(name).isInstanceOf(BundleRefused.class);
        }
    }

    @Test
    void linkIsRefused() throws Exception {
        entry("data.json", '2', "");
        assertThatThrownBy(this::archive).isInstanceOf(BundleRefused.class).hasMessageContaining("no file");
    }

    @Test
    void fileTwiceIsRefused() throws Exception {
        entry("data.json", '0', "{}");
        entry("/data.json", '0', "{}");
        assertThatThrownBy(this::archive).isInstanceOf(BundleRefused.class).hasMessageContaining("twice");
    }

    @Test
    void bombIsRefusedBeforeItIsUnpacked() throws Exception {
        entry("data.json", '0', " ".repeat(200_000));
        assertThatThrownBy(this::archive).isInstanceOf(BundleRefused.class).hasMessageContaining("larger");
    }

    @Test
    void tooManyFilesAreRefused() throws Exception {
        for (int i = 0; i < 5; i++) {
            entry("d" + i + "/data.json", '0', "{}");
        }
        assertThatThrownBy(this::archive).isInstanceOf(BundleRefused.class).hasMessageContaining("files");
    }

    @Test
    void tooManyPackedBytesAreRefused() throws Exception {
        entry("data.json", '0', "{}");
        assertThatThrownBy(() -> RegoBundle.read(new ByteArrayInputStream(gzipped()), new BundleLimits(20, 100_000, 4)))
                .isInstanceOf(BundleRefused.class)
                .hasMessageContaining("too large");
    }

    @Test
    void archiveCutShortIsRefused() throws Exception {
        entry("data.json", '0', "{}");
        var cut = Arrays.copyOf(gzipped(), 40);
        assertThatThrownBy(() -> RegoBundle.read(new ByteArrayInputStream(cut), SMALL))
                .isInstanceOf(BundleRefused.class);
    }

    @Test
    void dataThatMeetsOtherDataIsRefused() throws Exception {
        entry("data.json", '0', "{\"a\":{\"x\":1}}");
        entry("a/data.json", '0', "{\"x\":2}");
        assertThatThrownBy(this::archive).isInstanceOf(BundleRefused.class).hasMessageContaining("another");
    }

    @Test
    void dataOutsideTheRootsIsRefused() throws Exception {
        entry(".manifest", '0', "{\"revision\":\"7\",\"roots\":[\"mine/deep\"]}");
        entry("data.json", '0', "{\"mine\":{\"deep\":1,\"other\":2}}");
        assertThatThrownBy(this::archive).isInstanceOf(BundleRefused.class).hasMessageContaining("mine/other");
    }

    @Test
    void dataInsideTheRootsIsTaken() throws Exception {
        entry(".manifest", '0', "{\"revision\":\"7\",\"roots\":[\"mine/deep\"]}");
        entry("mine/deep/data.json", '0', "{\"x\":[1]}");
        assertThat(archive().data()).isEqualTo(RegoJson.parse("{\"mine\":{\"deep\":{\"x\":[1]}}}"));
        assertThat(archive().revision()).isEqualTo("7");
    }

    private RegoBundle archive() throws Exception {
        return RegoBundle.read(new ByteArrayInputStream(gzipped()), SMALL);
    }

    private byte[] gzipped() throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(tar.toByteArray());
            gzip.write(new byte[1_024]);
        }
        return packed.toByteArray();
    }

    private void entry(String name, char type, String content) throws IOException {
        var body = content.getBytes(StandardCharsets.UTF_8);
        var header = new byte[512];
        put(header, 0, name);
        put(header, 100, "0000644\0");
        put(header, 124, String.format(Locale.ROOT, "%011o\0", body.length));
        put(header, 148, "        ");
        header[156] = (byte) type;
        put(header, 257, "ustar\00000");
        int sum = 0;
        for (byte each : header) {
            sum += each & 0xff;
        }
        put(header, 148, String.format(Locale.ROOT, "%06o\0 ", sum));
        tar.write(header);
        tar.write(body);
        tar.write(new byte[(512 - body.length % 512) % 512]);
    }

    private static void put(byte[] header, int at, String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }
}
