package dev.gatehouse.detect;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import dev.gatehouse.support.Allocations;

import static org.assertj.core.api.Assertions.assertThat;

class ScannerAllocationTest {
    private static final byte[] TEXT = """
            Write to ann@example.com or call +33 6 12 34 56 78, tel 030/1234567. {"pan":"4111 1111 1111 1111","n":12,
            "iban":"DE89370400440532013000","born":"1985-03-12","ssn":"219-09-9998","cf":"RSSMRA85T10A562S"} password=hunter2
            postgresql://app:s3cr3t@db/shop Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl lives at 12 rue de la
            Paix, 75002 Paris or Hauptstraße 5, 10115 Berlin; 北京市朝阳区建国路12号 2fd4e1c67a2d28fced849ee1bb76e7391b93eb12
            $2b$12$abcdefghijklmnopqrstuuN0123456789ABCDEFGHIJKLMNOPQRST aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3z 131052-308T
            """.getBytes(StandardCharsets.UTF_8);

    private final ValueScanner scanner = new ValueScanner();
    private int found;

    @Test
    void aScanAllocatesNothingWhateverItFinds() {
        // Given
        scans(2_000);
        assertThat(scanner.scan(TEXT, 0, TEXT.length)).isGreaterThan(12);

        // When
        long allocated = Allocations.least(() -> scans(50));

        // Then
        assertThat(allocated).isZero();
    }

    private void scans(int times) {
        for (int time = 0; time < times; time++) {
            found += scanner.scan(TEXT, 0, TEXT.length);
        }
    }
}
