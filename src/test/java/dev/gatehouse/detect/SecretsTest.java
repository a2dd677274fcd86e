package dev.gatehouse.detect;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/// Keys are put together here, so that nobody who looks for keys in files takes them for some.
class SecretsTest {
    private static final String RANDOM = "aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3zA5bC7dE9fG1hJ3kL5mN7pQ9rS1tU3v";

    @ParameterizedTest
    @CsvSource({
        "AK,IAIOSFODNN7EXAMPLE,0",
        "gh,p_,36",
        "github,_pat_,60",
        "gl,pat-,20",
        "xox,b-123456789012-,24",
        "sk,_live_,24",
        "AI,za,35",
        "SG,.,60",
        "np,m_,36",
        "sk,-ant-api03-,60",
        "sk,-proj-,48",
        "h,f_,34",
        "dckr,_pat_,27",
        "gl,sa_,41",
        "rz,p_live_,14",
        "AT,BB,32",
        "xke,ysib-,60",
        "hooks.slack,.com/services/T0/B0/,24",
    })
    void aKeyOfAProviderIsFound(String first, String second, int length) {
        String key = first + second + RANDOM.substring(0, length);

        assertThat(Scans.of(key)).isEqualTo(List.of("key " + key));
        assertThat(Scans.of("{\"k\":\"" + key + "\",\"n\":1}")).isEqualTo(List.of("key " + key));
        assertThat(Scans.of("rotate\\n" + key + ". Then")).isEqualTo(List.of("key " + key));
    }

    @Test
    void aTokenOfThreePartsIsFound() {
        String token = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl-_x";

        assertThat(Scans.of("Authorization: Bearer " + token)).isEqualTo(List.of("token " + token));
        assertThat(Scans.of("Bearer aB3dE5fG7hJ9kL1m")).isEqualTo(List.of("token aB3dE5fG7hJ9kL1m"));
        assertThat(Scans.of("Authorization: Basic dXNlcjpwYXNz")).isEqualTo(List.of("token dXNlcjpwYXNz"));
        assertThat(Scans.of("ewogICJhbGciOiAi" + token.substring(10))).hasSize(1);
        assertThat(Scans.of("gth_" + RANDOM)).isEqualTo(List.of("token gth_" + RANDOM));
    }

    @Test
    void aPrivateKeyIsFoundFromItsBeginToItsEnd() {
        String key = "-----BEGIN " + "RSA PRIVATE KEY-----\nMIIabc+/\nxyz==\n-----END " + "RSA PRIVATE KEY-----";

        assertThat(Scans.of("a\n" + key + "\nb")).isEqualTo(List.of("key " + key));
        assertThat(Scans.of(key.replace("\n", "\\n"))).isEqualTo(List.of("key " + key.replace("\n", "\\n")));
    }

    @Test
    void aPrivateKeyWithoutAnEndIsFoundToTheEndOfTheText() {
        String key = "-----BEGIN " + "PRIVATE KEY-----\nMIIabc+/ and so on";

        assertThat(Scans.of(key)).isEqualTo(List.of("key " + key));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "postgresql://app:s3cr3t!@db:5432/shop|s3cr3t!",
                "redis://:p%40ss@h|p%40ss",
                "mysql://root:a/b@h/shop|a/b",
                "root:hunter2@tcp(127.0.0.1:3306)/shop|hunter2",
                "host=h user=app password=hunter2 dbname=shop|hunter2",
                "Server=h;Password=p@ss.w0rd;Encrypt=true|p@ss.w0rd",
                "?user=app&password=pa55&ssl=true|pa55",
                "{\"password\": \"o p e n\", \"n\": 1}|o p e n",
                "{\\\"pwd\\\":\\\"hunter2\\\"}|hunter2",
                "<password>hunter2</password>|hunter2",
                "'pwd' => 'hunter2',|hunter2",
                "PGPASSWORD=hunter2|hunter2",
                "mysqldump --user root --db-password hunter2 --all|hunter2",
                "<property name=\"db.password\" value=\"hunter2\"/>|hunter2",
                "{\"name\": \"DB_PASSWORD\", \"value\": \"hunter2\"}|hunter2",
                "dbPassword: Tr0ub4dor|Tr0ub4dor",
                "pwd=\"  hunter2x\"|`  hunter2x`",
                "pwd=\" !hunter2x\"|` !hunter2x`",
                "password: abc(x9!|abc(x9!",
                "password: [hunter2x9|[hunter2x9",
                "Passwort: geheim1|geheim1",
                "password_hash: abcdef0123|abcdef0123",
                "md5aabbccddeeff00112233445566778899|md5aabbccddeeff00112233445566778899",
                "*94BDCEBE19083CE2A1F959FD02F964C7AF4CFC29|*94BDCEBE19083CE2A1F959FD02F964C7AF4CFC29",
                "x $2b$12$abcdefghijklmnopqrstuuN0123456789ABCDEFGHIJKLMNOPQRST,|$2b$12$abcdefghijklmnopqrstuuN0123456789ABCDEFGHIJKLMNOPQRST",
            })
    void aPasswordIsFoundWithoutWhatSurroundsIt(String text, String password) {
        assertThat(Scans.of(text)).isEqualTo(List.of("password " + password));
    }

    @Test
    void aWordThatIsTooRandomIsASecret() {
        assertThat(Scans.of("it is " + RANDOM.substring(0, 40) + " today"))
                .isEqualTo(List.of("secret " + RANDOM.substring(0, 40)));
        assertThat(Scans.of("api_key: 0123456789abcdef0123456789abcdef"))
                .isEqualTo(List.of("secret 0123456789abcdef0123456789abcdef"));
        assertThat(Scans.of("client_secret=abc-123-xyz")).isEqualTo(List.of("secret abc-123-xyz"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "550e8400-e29b-41d4-a716-446655440000",
                "2fd4e1c67a2d28fced849ee1bb76e7391b93eb12",
                "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                "#aabbcc",
                "https://example.com/a/b/very-long-name-of-a-page-2024?x=1",
                "https://example.com:8080/path@v2",
                "org.example.app.VeryLongClassNameOfSomething2",
                "customer_address_line_12_and_more",
                "HTTPServerResponseHandlerFactory2",
                "the password must be changed",
                "password: must be changed",
                "secret = null",
                "password=***",
                "password=${DB_PASSWORD}",
                "api_key_count=3",
                "token_type: bearer",
                "tokens: 1234567890123456",
                "task-management-system-2024-release",
                "-----BEGIN CERTIFICATE-----\nMIIabcDEF123456789012345678901234567890abcXYZ\n-----END CERTIFICATE-----",
                "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAaB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3zA5==",
                "--------------------------",
                "/usr/local/share/applications/file-2024.tar.gz",
                "GreaterEqualFloat32x8, TestRaceCaseIssue6418",
                "v1.payout.reconciliation_completed",
                "password = getPass(modifier",
                "url = \"?password=\" + password + \"&x=1\"",
                "password: [one, two]",
                "\"oauth2_password\": [ \"write:things\" ]",
            })
    void whatIsLongAndNoSecretPasses(String text) {
        assertThat(Scans.of(text)).isEmpty();
    }

    /// Were it read to its end from each of its parts, this would not come to an end.
    @ParameterizedTest
    @ValueSource(strings = {"sk-", "--sk-", "12-eyJ1x", "api-"})
    void aWordOfManyBeginningsIsReadOnce(String beginning) {
        assertThat(Scans.of(beginning.repeat(400_000))).isEmpty();
    }

    /// Who can put words around a value in a statement must not hide it so.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "-----BEGIN A-----\n4111111111111111\n-----END A-----",
                "data:image/png;base64,4111111111111111",
                "2024-05-01 10:11:12 4111111111111111",
                "4111 1111 1111 1111 2027",
                "2027 4111 1111 1111 1111",
            })
    void whatIsPassedOverHidesNothing(String text) {
        assertThat(Scans.of(text)).hasSize(1).first().asString().startsWith("card 4111");
    }
}
