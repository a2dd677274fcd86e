package dev.gatehouse.catalog;

import java.util.Map;
import java.util.Set;

import dev.gatehouse.sql.Procedure;
import dev.gatehouse.sql.Routines;

/// All that was fetched of one target.
///
/// @param tables by schema and name, folded to small letters where the server folds them
/// @param temporary names of temporary tables of any session; whose they are is not known
/// @param usable schemas that the gateway's user may look names up in
/// @param user the gateway's user, as the server calls it
/// @param path where a session looks names up that has not said otherwise, as the server writes it; empty for none
/// @param system the schema that names are looked up in before all others unless a path lists it; empty for none
/// @param folds names of schemas and tables are compared without regard to case
/// @param folding schemas whose names, and those in them, are compared so in any case; in small letters
/// @param routines what has been made there and runs code of its own
/// @param procedures those whose bodies may be read, by schema and name as tables are, names in small letters
public record Schemas(
        Map<String, Map<String, Table>> tables,
        Set<String> temporary,
        Set<String> usable,
        String user,
        String path,
        String system,
        boolean folds,
        Set<String> folding,
        Routines routines,
        Map<String, Map<String, Procedure>> procedures) {
    public Schemas {
        tables = Map.copyOf(tables);
        temporary = Set.copyOf(temporary);
        usable = Set.copyOf(usable);
        folding = Set.copyOf(folding);
        procedures = Map.copyOf(procedures);
    }
}
