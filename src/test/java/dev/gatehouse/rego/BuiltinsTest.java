package dev.gatehouse.rego;

import java.time.Duration;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.gatehouse.rego.builtin.StandardBuiltins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// What the compliance suite does not ask of the built-ins: bounds, and what they refuse.
class BuiltinsTest {
    private static final Builtins BUILTINS = StandardBuiltins.all();

    @Test
    void nothingReachesTheOutside() {
        assertThat(BUILTINS.names())
                .doesNotContain("http.send", "net.lookup_ip_addr", "opa.runtime", "rand.intn", "uuid.rfc4122");
    }

    @Test
    void regularExpressionThatBacktracksElsewhereIsLinear() {
        assertThat(call("regex.match", "\"(a+)+$\"", "\"" + "a".repeat(5_000) + "b\""))
                .isEqualTo(RegoBoolean.FALSE);
    }

    @Test
    void lookAheadIsNoExpression() {
        assertThat(call("regex.is_valid", "\"(?=a)\"")).isEqualTo(RegoBoolean.FALSE);
        assertThat(call("regex.match", "\"(?=a)\"", "\"a\"")).isNull();
    }

    @Test
    void workIsPaidForBeforeItIsDone() {
        assertSpent("numbers.range", "1", "1000000000");
        assertSpent("sprintf", "\"" + "%999999d".repeat(400) + "\"", "[" + "1,".repeat(399) + "1]");
        assertSpent("replace", "\"" + "a".repeat(100_000) + "\"", "\"a\"", "\"" + "b".repeat(100_000) + "\"");
    }

    @Test
    void searchAtEveryPlaceIsPaidFor() {
        var text = "\"" + "a".repeat(100_000) + "\"";
        var part = "\"" + "a".repeat(50_000) + "b\"";
        for (var name : new String[] {"contains", "indexof", "indexof_n", "split", "strings.count"}) {
            assertSpent(name, text, part);
        }
    }

    @Test
    void textHasABoundInEveryCall() {
        var long1 = "\"" + "a".repeat(3_000) + "\"";
        assertSpent("strings.replace_n", "{\"a\":" + long1 + "}", long1);
        assertSpent("sprintf", "\"" + "%1000000d".repeat(5) + "\"", "[1,2,3,4,5]");
        assertSpent("json.marshal_with_options", "[[[[1]]]]", "{\"indent\":\"" + " ".repeat(500_000) + "\"}");
        assertSpent("concat", long1, "[" + "\"\",".repeat(2_000) + "\"\"]");
    }

    @Test
    @Timeout(120)
    void digitsBeyondThoseOfANumberAreZeros() {
        assertThat(call("sprintf", "\"%.999999999f\"", "[0.5]")).isEqualTo(RegoString.of("0.5" + "0".repeat(999_999)));
        assertThat(call("sprintf", "\"%.2000e\"", "[0.5]")).isEqualTo(RegoString.of("5." + "0".repeat(2_000) + "e-01"));
    }

    @Test
    @Timeout(120)
    void aliasesCannotMakeManyValuesOfAShortText() {
        // Given
        var text = new StringBuilder("a0: &a0 [1,1,1,1]");
        for (int i = 1; i < 12; i++) {
            text.append("\\na%d: &a%d [*a%d,*a%d,*a%d,*a%d]".formatted(i, i, i - 1, i - 1, i - 1, i - 1));
        }
        // When / Then
        assertThat(call("yaml.unmarshal", "\"" + text + "\"")).isNull();
        assertThat(call("yaml.unmarshal", "\"a: &a [1]\\nb: *a\"")).isNotNull();
    }

    @Test
    void numberCannotOutgrowItsBounds() {
        assertThat(call("bits.lsh", "1", "1000000000")).isNull();
        assertThat(call("mul", "1e4000", "1e4000")).isNull();
        assertThat(call("to_number", "\"1e999999999\"")).isNull();
    }

    @Test
    void wholeNetworkIsNotExpanded() {
        assertThat(call("net.cidr_expand", "\"10.0.0.0/8\"")).isNull();
    }

    @Test
    void networksReadTextOnly() {
        assertThat(call("net.cidr_contains", "\"10.0.0.0/8\"", "\"localhost\"")).isNull();
        assertThat(call("net.cidr_contains", "\"10.0.0.0/8\"", "\"010.1.1.1\"")).isNull();
        assertThat(call("net.cidr_contains", "\"10.0.0.0/8\"", "\"::ffff:10.1.2.3\""))
                .isEqualTo(RegoBoolean.TRUE);
        assertThat(call("net.cidr_contains", "\"2001:db8::/32\"", "\"2001:db8:0:1::/64\""))
                .isEqualTo(RegoBoolean.TRUE);
    }

    @Test
    void timeIsWrittenAndReadInAnyLayout() {
        var at = call("time.parse_rfc3339_ns", "\"2026-03-01T23:05:09.25+01:00\"");
        assertThat(at).isEqualTo(RegoNumber.of(1_772_402_709_250_000_000L));
        assertThat(call("time.format", "[" + at + ",\"Europe/Berlin\",\"Mon, 2 Jan 2006 3:04:05.000 PM -07:00\"]"))
                .isEqualTo(RegoString.of("Sun, 1 Mar 2026 11:05:09.250 PM +01:00"));
        assertThat(call("time.format", Objects.requireNonNull(at).toString()))
                .isEqualTo(RegoString.of("2026-03-01T22:05:09.25Z"));
        assertThat(call("time.parse_ns", "\"02/01/2006 15h04\"", "\"01/03/2026 22h05\""))
                .isEqualTo(RegoNumber.of(1_772_402_700_000_000_000L));
        assertThat(call("time.parse_ns", "\"2006-01-02\"", "\"2026-02-30\"")).isNull();
    }

    @Test
    void placeOfTheGatewayDecidesNothing() {
        assertThat(call("time.clock", "[0,\"Local\"]")).isNull();
    }

    @Test
    void tokenWithoutSignatureIsNotVerified() {
        // Given {"alg":"none"}.{}.
        var token = "\"eyJhbGciOiJub25lIn0.e30.\"";
        // When / Then
        assertThat(call("io.jwt.decode_verify", token, "{\"secret\":\"s\"}"))
                .isEqualTo(RegoArray.of(RegoBoolean.FALSE, RegoObject.EMPTY, RegoObject.EMPTY));
        assertThat(call("io.jwt.decode_verify", token, "{}")).isNull();
        assertThat(call("io.jwt.verify_hs256", token, "\"s\"")).isEqualTo(RegoBoolean.FALSE);
    }

    @Test
    void yamlMakesPlainValuesOnly() {
        assertThat(call("yaml.unmarshal", "\"!!javax.script.ScriptEngineManager []\""))
                .isNull();
        assertThat(call("yaml.unmarshal", "\"a: [1, {b: true}]\"").toString()).isEqualTo("{\"a\":[1,{\"b\":true}]}");
    }

    private static void assertSpent(String name, String... arguments) {
        assertThatThrownBy(() -> call(name, arguments))
                .as(name)
                .isInstanceOfSatisfying(EvaluationStopped.class, stopped -> assertThat(stopped.code())
                        .isEqualTo(EvaluationStopped.Code.BUDGET_SPENT));
    }

    private static @Nullable RegoValue call(String name, String... arguments) {
        var values = new RegoValue[arguments.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = RegoTerm.parse(arguments[i]);
        }
        var meter = new Meter(new Budget(500_000, Duration.ofSeconds(20), 1));
        return Objects.requireNonNull(BUILTINS.find(name)).function().apply(new BuiltinCall(meter, false, 0), values);
    }
}
