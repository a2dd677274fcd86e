package dev.gatehouse.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A query of the matrix.
record MaskedQuery(Expect expect, String text) {
    /// What must come of a query, besides that nothing sensitive is shown.
    enum Expect {
        /// Rows, whatever way the query is asked in.
        DELIVER,
        /// Rows, in the ways in which a statement that changes something may go.
        CHANGE,
        /// Rows or a refusal, in every way.
        HIDE,
        /// The text is said as it is.
        SAY
    }

    static List<MaskedQuery> read(String resource) throws IOException {
        List<MaskedQuery> all = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(MaskedQuery.class.getResourceAsStream(resource), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Expect expect =
                        switch (line.charAt(0)) {
                            case 'D' -> Expect.DELIVER;
                            case 'W' -> Expect.CHANGE;
                            case 'H' -> Expect.HIDE;
                            case 'S' -> Expect.SAY;
                            default -> null;
                        };
                if (expect != null) {
                    all.add(new MaskedQuery(expect, line.substring(2)));
                }
            }
        }
        return all;
    }
}
