package dev.gatehouse.it;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import dev.gatehouse.config.Settings;
import dev.gatehouse.mask.Mask;

/// The gateway in front of the fixture `masking`, of which it has only been told the columns that nobody could tell
/// by their names or contents.
final class MaskedHouse {
    private static final Path SCRIPTS = Path.of("src", "test", "resources", "masking");
    private static final List<String> CONFIGURED = List.of(
            "inet",
            "int",
            "interval",
            "float",
            "time",
            "bit",
            "mac",
            "point",
            "money",
            "int2s",
            "bool",
            "oid",
            "multi",
            "tiny",
            "small",
            "medium",
            "double");

    private MaskedHouse() {}

    static LeakHouse open(Path folder) throws Exception {
        return open(folder, false);
    }

    /// @param tls whether clients may have their sessions encrypted
    static LeakHouse open(Path folder, boolean tls) throws Exception {
        return open(folder, tls, Settings.LimitSettings.STANDARD);
    }

    /// @param limits of what is held of a message, among others
    static LeakHouse open(Path folder, boolean tls, Settings.LimitSettings limits) throws Exception {
        Map<String, Mask> columns = new TreeMap<>();
        CONFIGURED.forEach(name -> columns.put("*.*.people.cfg_" + name, Mask.REDACT));
        return new LeakHouse(
                folder,
                new LeakHouse.Plan(
                        "staging",
                        List.of(),
                        new Settings.MaskingSettings(true, Map.of(), columns, Optional.empty()),
                        tls,
                        limits),
                List.of(SCRIPTS.resolve("postgresql.sql")),
                List.of(SCRIPTS.resolve("mysql.sql")));
    }
}
