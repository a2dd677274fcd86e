package dev.gatehouse.identity;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.gatehouse.identity.Principal.AuthenticatedBy;
import dev.gatehouse.identity.Principal.Kind;

import static org.assertj.core.api.Assertions.assertThat;

class CertificateReaderTest {
    @TempDir
    Path directory;

    @Test
    void aPersonIsTheCommonName() throws Exception {
        X509Certificate certificate = certificate("CN=alice,O=analysts,O=corp", "email:alice@corp.example");

        Authentication.Known known = (Authentication.Known) CertificateReader.read(List.of(certificate));

        Principal principal = known.principal();
        assertThat(principal.id()).isEqualTo("alice");
        assertThat(principal.kind()).isEqualTo(Kind.HUMAN);
        assertThat(principal.groups()).containsExactlyInAnyOrder("analysts", "corp");
        assertThat(principal.authenticatedBy()).isEqualTo(AuthenticatedBy.CERTIFICATE);
        assertThat(principal.expires()).isEqualTo(certificate.getNotAfter().toInstant());
        assertThat(known.names()).containsExactlyInAnyOrder("alice", "alice@corp.example");
    }

    @Test
    void aWorkloadIsItsSpiffeId() throws Exception {
        Authentication.Known known = (Authentication.Known)
                CertificateReader.read(List.of(certificate("CN=job", "uri:spiffe://corp.example/ns/shop/sa/app")));

        assertThat(known.principal().id()).isEqualTo("spiffe://corp.example/ns/shop/sa/app");
        assertThat(known.principal().kind()).isEqualTo(Kind.SERVICE);
    }

    @Test
    void aCertificateThatNamesNobodyIsRefused() throws Exception {
        assertThat(CertificateReader.read(List.of())).isInstanceOf(Authentication.Unknown.class);
        assertThat(CertificateReader.read(List.of(certificate("O=corp", "dns:db.example"))))
                .isInstanceOf(Authentication.Unknown.class);
    }

    private X509Certificate certificate(String subject, String alternativeName) throws Exception {
        Path store = directory.resolve("store.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "a",
                        "-dname",
                        subject,
                        "-ext",
                        "san=" + alternativeName,
                        "-keystore",
                        store.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "changeit")
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(said).isZero();
        KeyStore keys = KeyStore.getInstance(store.toFile(), "changeit".toCharArray());
        return (X509Certificate) keys.getCertificate("a");
    }
}
