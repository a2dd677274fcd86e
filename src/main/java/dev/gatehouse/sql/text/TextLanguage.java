package dev.gatehouse.sql.text;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.sql.Catalog;
import dev.gatehouse.sql.tree.Language;

/// What a language adds to the reading of its texts. Threads: any.
public interface TextLanguage<M extends TextModes> {
    /// All readings that these reported settings leave open.
    List<M> modes(Map<String, String> variables);

    /// Why no text of a session with these settings can be read; empty when it can.
    String unreadable(Map<String, String> variables, List<M> modes);

    /// Whether a statement with this first word means the same whatever the values in it.
    boolean plain(String verb);

    /// How names are compared, with the tables of this catalogue.
    Language names(@Nullable Catalog catalog);

    /// For one text with these hints to the server.
    Script<M> script(String hints);
}
