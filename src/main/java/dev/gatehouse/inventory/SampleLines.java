package dev.gatehouse.inventory;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.gatehouse.catalog.Table;
import dev.gatehouse.detect.SensitiveKind;

/// The lines by which samples are kept.
///
/// Shape: lines of JSON, first what they are of, `{"samples":1,"target":"shop","address":"db.example:5432",
/// "database":"shop","tables":N}`, then one for each table with something sensitive:
/// `{"schema":"public","table":"customers","columns":[{"column":"c1","type":"text","kinds":{"email":"380 of 400
/// cells"}}]}`. Errors: `IOException` for anything else, which says nothing of what was there.
final class SampleLines {
    private static final int VERSION = 1;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern WORDS = Pattern.compile("(\\d{1,9}) of (\\d{1,9}) cells");

    private SampleLines() {}

    static String head(KeptSamples.Origin origin, int tables) throws IOException {
        return JSON.writeValueAsString(JSON.createObjectNode()
                .put("samples", VERSION)
                .put("target", origin.target())
                .put("address", origin.address())
                .put("database", origin.database())
                .put("tables", tables));
    }

    /// Empty for a table of which nothing is to be kept.
    static String line(Table table, Samples samples) throws IOException {
        ArrayNode columns = JSON.createArrayNode();
        for (int i = 0; i < table.types().size(); i++) {
            List<Evidence> found = samples.of(table, i);
            if (!found.isEmpty()) {
                Table.Column column = table.column(i);
                ObjectNode kinds = columns.addObject()
                        .put("column", column.name())
                        .put("type", column.type())
                        .putObject("kinds");
                found.forEach(evidence -> kinds.put(evidence.kind().word(), evidence.words()));
            }
        }
        if (columns.isEmpty()) {
            return "";
        }
        ObjectNode line = JSON.createObjectNode()
                .put("schema", table.relation().schema())
                .put("table", table.relation().name());
        line.set("columns", columns);
        return JSON.writeValueAsString(line);
    }

    static Map<Table.Name, Map<String, Samples.Sampled>> read(KeptSamples.Origin origin, List<String> lines)
            throws IOException {
        JsonNode head = JSON.readTree(lines.isEmpty() ? "" : lines.getFirst());
        if (head.path("samples").asInt() != VERSION
                || !head.path("target").asText().equals(origin.target())
                || head.path("tables").asInt(-1) != lines.size() - 1) {
            throw new IOException("it is not whole, or of another target");
        }
        if (!text(head, "address").equals(origin.address())
                || !text(head, "database").equals(origin.database())) {
            throw new IOException("it is of another database");
        }
        Map<Table.Name, Map<String, Samples.Sampled>> tables = new HashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            JsonNode table = JSON.readTree(line);
            Map<String, Samples.Sampled> columns = new HashMap<>();
            for (JsonNode column : table.path("columns")) {
                columns.put(text(column, "column"), new Samples.Sampled(text(column, "type"), found(column)));
            }
            tables.put(new Table.Name(text(table, "schema"), text(table, "table")), Map.copyOf(columns));
        }
        return tables;
    }

    private static List<Samples.Found> found(JsonNode column) throws IOException {
        List<Samples.Found> found = new ArrayList<>();
        Iterator<Map.Entry<String, JsonNode>> kinds = column.path("kinds").fields();
        while (kinds.hasNext()) {
            Map.Entry<String, JsonNode> each = kinds.next();
            SensitiveKind kind =
                    SensitiveKind.of(each.getKey()).orElseThrow(() -> new IOException("it has an unknown kind"));
            found.add(found(kind, each.getValue().asText()));
        }
        return List.copyOf(found);
    }

    private static Samples.Found found(SensitiveKind kind, String words) throws IOException {
        Matcher counts = WORDS.matcher(words);
        if (!counts.matches()) {
            throw new IOException("it has other words than ours");
        }
        int cells = Integer.parseInt(counts.group(1));
        double score = (double) cells / Math.max(1, Integer.parseInt(counts.group(2)));
        return Samples.Found.of(new Evidence(kind, Evidence.Source.SAMPLED, Math.min(1, score), words), cells);
    }

    private static String text(JsonNode node, String field) throws IOException {
        JsonNode value = node.get(field);
        if (value == null || !value.isTextual()) {
            throw new IOException("it lacks a " + field);
        }
        return value.textValue();
    }
}
