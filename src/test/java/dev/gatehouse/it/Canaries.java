package dev.gatehouse.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The sensitive values of the fixture `masking`, as no client may ever receive them: as texts in any encoding, and
/// as both protocols' binary forms.
final class Canaries {
    private static final LocalDate POSTGRES_EPOCH = LocalDate.of(2000, 1, 1);

    private final Traces texts;
    private final List<String> names = new ArrayList<>();
    private final List<String> forms = new ArrayList<>();

    Canaries() {
        List<String> values = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Canaries.class.getResourceAsStream("/masking/secrets.txt"), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int space = line.indexOf(' ');
                String value = line.substring(space + 1);
                switch (line.substring(0, space)) {
                    case "#" -> {}
                    case "text" -> values.add(value);
                    case "int8" -> number(line, ByteBuffer.allocate(8).putLong(Long.parseLong(value)));
                    case "int4" -> number(line, ByteBuffer.allocate(4).putInt(Integer.parseInt(value)));
                    case "float8" -> number(line, ByteBuffer.allocate(8).putDouble(Double.parseDouble(value)));
                    case "uuid" -> add(line, hex(value.replace("-", "")));
                    case "date" -> date(line, LocalDate.parse(value));
                    default -> throw new IllegalStateException(line);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        texts = new Traces(values);
    }

    private void number(String name, ByteBuffer big) {
        byte[] bytes = big.array();
        byte[] little = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            little[i] = bytes[bytes.length - 1 - i];
        }
        add(name, bytes);
        add(name, little);
    }

    /// PostgreSQL: the length and days since 2000. MySQL: the length, year, month, day.
    private void date(String name, LocalDate date) {
        add(
                name,
                ByteBuffer.allocate(8)
                        .putInt(4)
                        .putInt((int) (date.toEpochDay() - POSTGRES_EPOCH.toEpochDay()))
                        .array());
        add(
                name,
                ByteBuffer.allocate(5)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .put((byte) 4)
                        .putShort((short) date.getYear())
                        .put((byte) date.getMonthValue())
                        .put((byte) date.getDayOfMonth())
                        .array());
    }

    private static byte[] hex(String digits) {
        return java.util.HexFormat.of().parseHex(digits);
    }

    private void add(String name, byte[] form) {
        names.add(name);
        forms.add(new String(form, StandardCharsets.ISO_8859_1));
    }

    /// The first one found; empty for none.
    String in(byte[] heard) {
        String found = texts.in(heard);
        String text = new String(heard, StandardCharsets.ISO_8859_1);
        if (found.isEmpty()) {
            found = texts.in(text.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.ISO_8859_1));
        }
        for (int i = 0; i < forms.size() && found.isEmpty(); i++) {
            found = text.contains(forms.get(i)) ? names.get(i) : "";
        }
        return found;
    }
}
