package dev.gatehouse.gateway.reading;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.gatehouse.audit.AuditSettings;
import dev.gatehouse.gateway.House;
import dev.gatehouse.gateway.session.ColumnKnowledge;
import dev.gatehouse.sql.pg.PgStatementAnalyzer;
import dev.gatehouse.wire.Parameters;
import dev.gatehouse.wire.Session;
import dev.gatehouse.wire.StatementRequest;

import static org.assertj.core.api.Assertions.assertThat;

class ReadingsTest {
    private static final Map<String, String> SETTINGS =
            Map.of("standard_conforming_strings", "on", "client_encoding", "UTF8");
    private static final long ROOM = 400_000;

    private final Session alice = House.alice(Instant.MAX);
    private final Readings readings = new Readings(
            Map.of("postgresql", reader()),
            Optional.empty(),
            ColumnKnowledge.NONE,
            new RecordedTexts(AuditSettings.Literals.SENSITIVE, UnaryOperator.identity()),
            ROOM);

    @Test
    void aReadingHoldsForItsDialectAndSettingsOnly() {
        // Given
        read("select 1");

        // Then
        assertThat(known("select 1")).isNotNull();
        StatementRequest other = request("select 1", Map.of("standard_conforming_strings", "off"));
        assertThat(readings.known(other, readings.context(alice, other))).isNull();
    }

    @Test
    void aTextThatComesOnceIsKeptByItsFormAlone() {
        // When
        read("select a from t where b = 0");
        for (int i = 1; i < 1_000; i++) {
            assertThat(known("select a from t where b = " + i)).isNotNull();
        }

        // Then: but for the few that are taken for one another
        assertThat(readings.forms()).isEqualTo(1);
        assertThat(readings.texts()).isLessThan(10);
    }

    @Test
    void aTextThatComesAgainIsKeptByItself() {
        // Given
        read("select a from t where b = 0");
        assertThat(readings.texts()).isZero();

        // When
        Reading again = known("select a from t where b = 0");

        // Then
        assertThat(readings.texts()).isEqualTo(1);
        assertThat(known("select a from t where b = 0")).isSameAs(again);
    }

    @Test
    void aTextWithoutAFormIsKeptByItselfAtOnce() {
        // Given: settings that nobody has reported, so that it is read in more than one way
        StatementRequest request = request("select 1", Map.of());

        // When
        Reading reading = readings.read(request, readings.context(alice, request));

        // Then
        assertThat(readings.texts()).isEqualTo(1);
        assertThat(readings.known(request, readings.context(alice, request))).isSameAs(reading);
    }

    @Test
    void readingsAreKeptWithinBounds() {
        // When
        for (int i = 0; i < 5_000; i++) {
            read("select a" + i);
        }

        // Then
        assertThat(readings.forms()).isBetween(100, 600);
        assertThat(known("select a4999")).isNotNull();
        assertThat(known("select a0")).isNull();
    }

    @Test
    void whatIsUsedAgainIsKeptLonger() {
        // When
        read("select a");
        for (int i = 0; i < 5_000; i++) {
            read("select a" + i);
            assertThat(known("select a")).isNotNull();
        }
    }

    @Test
    void aReadingThatSaysMoreTakesMoreOfTheRoom() {
        // Given texts of one length, with much to say and with little
        String functions = IntStream.range(0, 200).mapToObj(i -> "f" + i + "()").collect(Collectors.joining(","));
        String column = "a".repeat(functions.length());

        // When
        int few = keptOf("select " + functions + " from t");
        int many = keptOf("select " + column + " from t");

        // Then
        assertThat(few).isPositive().isLessThan(many / 2);
    }

    private int keptOf(String text) {
        for (int i = 100; i < 500; i++) {
            read(text + i);
        }
        return (int)
                IntStream.range(100, 500).filter(i -> known(text + i) != null).count();
    }

    private static StatementRequest request(String sql, Map<String, String> settings) {
        return new StatementRequest(sql, StatementRequest.Stage.SIMPLE, Parameters.NONE, false, settings);
    }

    private void read(String sql) {
        StatementRequest request = request(sql, SETTINGS);
        readings.read(request, readings.context(alice, request));
    }

    private Reading known(String sql) {
        StatementRequest request = request(sql, SETTINGS);
        return readings.known(request, readings.context(alice, request));
    }

    private static SqlReader reader() {
        PgStatementAnalyzer analyzer = new PgStatementAnalyzer(1 << 20);
        return new SqlReader(analyzer, analyzer, Optional.empty());
    }
}
