package dev.gatehouse.detect;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;

/// Makes keys, tokens and passwords that open nothing. Prefixes are put together here, so that nobody who looks for
/// keys in files takes these for some.
final class CorpusSecrets {
    private record Key(String form, Function<Draws, String> text) {}

    private static final List<Key> KEYS = List.of(
            key("aws", draws -> "AK" + "IA" + draws.chars(Draws.UPPER + "234567", 16)),
            key("aws-sts", draws -> "AS" + "IA" + draws.chars(Draws.UPPER + "234567", 16)),
            key("github", draws -> "gh" + draws.pick("p", "o", "u", "s") + "_" + draws.chars(Draws.BASE62, 36)),
            key(
                    "github-pat",
                    draws -> "github" + "_pat_" + draws.chars(Draws.BASE62, 22) + "_" + draws.chars(Draws.BASE62, 59)),
            key("gitlab", draws -> "gl" + "pat-" + draws.chars(Draws.BASE64URL, 19) + draws.chars(Draws.BASE62, 1)),
            key(
                    "slack",
                    draws -> "xo" + "xb-" + draws.digits(12) + "-" + draws.digits(12) + "-"
                            + draws.chars(Draws.BASE62, 24)),
            key("stripe", draws -> "sk" + "_live_" + draws.chars(Draws.BASE62, 24)),
            key("stripe-test", draws -> "sk" + "_test_" + draws.chars(Draws.BASE62, 24)),
            key("stripe-restricted", draws -> "rk" + "_live_" + draws.chars(Draws.BASE62, 24)),
            key("google", draws -> "AI" + "za" + draws.chars(Draws.BASE64URL, 34) + draws.chars(Draws.BASE62, 1)),
            key(
                    "sendgrid",
                    draws -> "S" + "G." + draws.chars(Draws.BASE64URL, 22) + "." + draws.chars(Draws.BASE64URL, 42)
                            + draws.chars(Draws.BASE62, 1)),
            key("npm", draws -> "np" + "m_" + draws.chars(Draws.BASE62, 36)),
            key(
                    "pypi",
                    draws -> "py" + "pi-AgEIcHlwaS5vcmc" + draws.chars(Draws.BASE64URL, 80)
                            + draws.chars(Draws.BASE62, 1)),
            key("openai", draws -> "s" + "k-proj-" + draws.chars(Draws.BASE64URL, 63) + draws.chars(Draws.BASE62, 1)),
            key(
                    "anthropic",
                    draws -> "s" + "k-ant-api03-" + draws.chars(Draws.BASE64URL, 92) + draws.chars(Draws.BASE62, 1)),
            key("huggingface", draws -> "h" + "f_" + draws.chars(Draws.BASE62, 34)),
            key("digitalocean", draws -> "do" + "p_v1_" + draws.chars(Draws.HEX, 64)),
            key("shopify", draws -> "shp" + "at_" + draws.chars(Draws.HEX, 32)),
            key("databricks", draws -> "da" + "pi" + draws.chars(Draws.HEX, 32)),
            key("vault", draws -> "hv" + "s." + draws.chars(Draws.BASE64URL, 23) + draws.chars(Draws.BASE62, 1)),
            key("docker", draws -> "dckr" + "_pat_" + draws.chars(Draws.BASE62, 27)),
            key("grafana", draws -> "gl" + "sa_" + draws.chars(Draws.BASE62, 32) + "_" + draws.chars(Draws.HEX, 8)),
            key("razorpay", draws -> "rzp" + "_live_" + draws.chars(Draws.BASE62, 14)),
            key("brevo", draws -> "xkey" + "sib-" + draws.chars(Draws.HEX, 64) + "-" + draws.chars(Draws.BASE62, 16)),
            key("airtable", draws -> "pa" + "t" + draws.chars(Draws.BASE62, 14) + "." + draws.chars(Draws.HEX, 64)),
            key("mailchimp", draws -> draws.chars(Draws.HEX, 32) + "-u" + "s" + draws.between(1, 21)),
            key(
                    "discord",
                    draws -> "M" + draws.chars(Draws.BASE62, 23) + "." + draws.chars(Draws.BASE62, 6) + "."
                            + draws.chars(Draws.BASE62, 38)),
            key("azure", draws -> draws.chars(Draws.BASE62, 3) + "8" + "Q~" + draws.chars(Draws.BASE62, 34)),
            key(
                    "gitlab-routable",
                    draws -> "gl" + "pat-" + draws.chars(Draws.BASE62, 27) + ".01." + draws.chars(Draws.HEX, 9)),
            key("openrouter", draws -> "s" + "k-or-v1-" + draws.chars(Draws.HEX, 64)),
            key("sonar", draws -> "sq" + "u_" + draws.chars(Draws.HEX, 40)),
            key("doppler", draws -> "dp." + "st.prd." + draws.chars(Draws.BASE62, 43)),
            key(
                    "telegram",
                    draws -> draws.shaped("^########") + ":A" + "A" + draws.chars(Draws.BASE64URL, 32)
                            + draws.chars(Draws.BASE62, 1)));

    private static final List<String> PEMS =
            List.of("RSA PRIVATE", "EC PRIVATE", "PRIVATE", "OPENSSH PRIVATE", "ENCRYPTED PRIVATE", "DSA PRIVATE");

    private CorpusSecrets() {}

    private static Key key(String form, Function<Draws, String> text) {
        return new Key("key-" + form, text);
    }

    static SensitiveValue key(Draws draws, int turn) {
        Key key = KEYS.get(turn % KEYS.size());
        return SensitiveValue.of(SensitiveKind.KEY, key.form(), key.text().apply(draws));
    }

    /// The lines around the key may be found or not.
    static SensitiveValue pem(Draws draws, int turn) {
        String name = PEMS.get(turn % PEMS.size()) + " KEY-----";
        StringBuilder body = new StringBuilder("MII");
        int lines = draws.between(2, 12);
        for (int line = 0; line < lines; line++) {
            body.append(draws.chars(Draws.BASE64, line == 0 ? 61 : 64)).append('\n');
        }
        body.append(draws.chars(Draws.BASE64, draws.between(10, 62))).append("==");
        return new SensitiveValue(
                SensitiveKind.KEY, "pem", "-----BEGIN " + name + "\n", body.toString(), "\n-----END " + name);
    }

    static SensitiveValue token(Draws draws, int turn) {
        String header = draws.pick(
                "{\"alg\":\"HS256\",\"typ\":\"JWT\"}",
                "{\"alg\":\"RS256\",\"kid\":\"" + draws.digits(4) + "\"}",
                "{\"typ\":\"JWT\",\"alg\":\"ES256\"}",
                "{\"alg\":\"EdDSA\"}");
        String claims = "{\"sub\":\"" + draws.chars(Draws.BASE62, draws.between(3, 12)) + "\",\"iat\":1"
                + draws.digits(9) + (draws.one(2) ? ",\"admin\":true}" : "}");
        String token = encoded(header) + "." + encoded(claims) + "."
                + draws.chars(Draws.BASE64URL, draws.pick(List.of(43, 86, 342)));
        return SensitiveValue.labelled(SensitiveKind.TOKEN, "jwt", turn % 3 == 0 ? "Bearer " : "", token);
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    static SensitiveValue password(Draws draws, int turn) {
        String password = draws.pick("hunter2", "s3cr3t!", "Tr0ub4dor", "pa55w0rd", "kX9vQ2mZ") + draws.below(100);
        String host = draws.pick("db.example.com", "10.0.0.7", "localhost");
        return switch (turn % 7) {
            case 0 -> inside("postgresql://app:", password, "@" + host + ":5432/shop?sslmode=require");
            case 1 -> inside("mysql://root:", password, "@" + host + "/shop");
            case 2 -> inside("https://deploy:", password, "@" + host + "/repo.git");
            case 3 -> inside("host=" + host + " user=app password=", password, " dbname=shop");
            case 4 -> inside("Server=" + host + ";Database=shop;User Id=sa;Password=", password, ";Encrypt=true");
            case 5 -> inside("jdbc:postgresql://" + host + "/shop?user=app&password=", password, "&ssl=true");
            default -> inside("redis://:", password, "@" + host + ":6379/0");
        };
    }

    private static SensitiveValue inside(String before, String password, String after) {
        return new SensitiveValue(SensitiveKind.PASSWORD, "connection", before, password, after);
    }

    static SensitiveValue secret(Draws draws, int turn) {
        return switch (turn % 5) {
            case 0 -> secret("secret=", draws.chars(Draws.BASE62, 40));
            case 1 ->
                secret("aws_secret_access_key = ", draws.chars(Draws.BASE62, 20) + "/" + draws.chars(Draws.BASE62, 19));
            case 2 -> secret("api_key: ", draws.chars(Draws.HEX, 32));
            case 3 -> secret("token=", draws.chars(Draws.BASE64URL, 47) + draws.chars(Draws.BASE62, 1));
            default -> secret("AccountKey=", draws.chars(Draws.BASE64, 86) + "==");
        };
    }

    private static SensitiveValue secret(String label, String text) {
        return SensitiveValue.labelled(SensitiveKind.SECRET, "secret " + label.strip(), label, text);
    }

    /// Hashes of passwords, as databases and files keep them.
    static SensitiveValue hash(Draws draws, int turn) {
        String text =
                switch (turn % 4) {
                    case 0 ->
                        "$2" + draws.pick("a", "b", "y") + "$1" + draws.below(3) + "$"
                                + draws.chars("./" + Draws.BASE62, 52) + draws.chars(Draws.BASE62, 1);
                    case 1 ->
                        "$argon2id$v=19$m=65536,t=3,p=4$" + draws.chars(Draws.BASE64, 22) + "$"
                                + draws.chars(Draws.BASE64, 43);
                    case 2 -> "$6$" + draws.chars(Draws.BASE62, 16) + "$" + draws.chars("./" + Draws.BASE62, 86);
                    default ->
                        "SCRAM-SHA-256$4096:" + draws.chars(Draws.BASE64, 22) + "==$" + draws.chars(Draws.BASE64, 43)
                                + "=:" + draws.chars(Draws.BASE64, 43) + "=";
                };
        return SensitiveValue.of(SensitiveKind.PASSWORD, "hash", text);
    }
}
