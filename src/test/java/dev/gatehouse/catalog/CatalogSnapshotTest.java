package dev.gatehouse.catalog;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;

import dev.gatehouse.sql.Catalog;

import static org.assertj.core.api.Assertions.assertThat;

class CatalogSnapshotTest {
    private static final CatalogSnapshot SNAPSHOT =
            SchemaLines.snapshot(1, SchemaLines.postgres(Set.of("pg_catalog", "app", "public", "gatehouse"), """
                    pg_catalog.pg_class: oid, relname
                    public.pg_class: id
                    public.orders: id, note
                    app.orders: id
                    secret.orders: id
                    secret.keys: id
                    gatehouse.mine: id
                    pg_temp_3.notes: id
                    public.notes: id
                    """));

    @Test
    void nameIsFoundInTheFirstSchemaOfThePathThatMayBeUsed() {
        assertThat(find("public, app", "orders")).contains("public.orders");
        assertThat(find("app, public", "orders")).contains("app.orders");
        assertThat(find("secret, app", "orders")).contains("app.orders");
        assertThat(find("\"$user\"", "mine")).contains("gatehouse.mine");
        assertThat(find("public", "missing")).isEmpty();
    }

    @Test
    void systemsOwnSchemaComesFirstUnlessThePathSaysOtherwise() {
        assertThat(find("public", "pg_class")).contains("pg_catalog.pg_class");
        assertThat(find("public, pg_catalog", "pg_class")).contains("public.pg_class");
    }

    @Test
    void withoutAPathANameMustBeTheOnlyOne() {
        SessionNames unknown = SessionNames.along(Optional.empty());

        assertThat(find(unknown, "", "orders")).isEmpty();
        assertThat(find(unknown, "", "keys")).contains("secret.keys");
        assertThat(find(unknown, "app", "orders")).contains("app.orders");
    }

    @Test
    void temporaryTableHidesTheOtherOneButNotByItsFullName() {
        Optional<NamePath> path = Optional.of(new NamePath(List.of("public")));
        SessionNames made = new SessionNames(path, Set.of(), Set.of("orders"), true);

        assertThat(find(made, "", "orders")).isEmpty();
        assertThat(find(made, "public", "orders")).contains("public.orders");
        assertThat(find(made, "", "notes")).isEmpty();
        assertThat(find(SessionNames.along(path), "", "notes")).contains("public.notes");
    }

    @Test
    void whatASessionIsChangingIsNotFoundAnywhere() {
        Optional<NamePath> path = Optional.of(new NamePath(List.of("public")));
        SessionNames one = new SessionNames(path, Set.of("orders"), Set.of(), false);
        SessionNames all = new SessionNames(path, Set.of(SessionNames.ALL), Set.of(), false);

        assertThat(find(one, "app", "orders")).isEmpty();
        assertThat(find(one, "", "mine")).isEmpty();
        assertThat(find(one, "gatehouse", "mine")).contains("gatehouse.mine");
        assertThat(find(all, "gatehouse", "mine")).isEmpty();
        assertThat(find(all, "pg_catalog", "pg_class")).contains("pg_catalog.pg_class");
        assertThat(SNAPSHOT.along(one).forDefinitions().relation("app", "orders"))
                .isEmpty();
    }

    @Test
    void definitionsAreNotReadAlongTheSessionsPath() {
        Catalog along = SNAPSHOT.along(SessionNames.along(NamePath.ofSearchPath("public, pg_catalog")));

        assertThat(along.forDefinitions().relation("", "pg_class"))
                .map(Catalog.Relation::schema)
                .contains("pg_catalog");
        assertThat(along.forDefinitions().relation("", "orders")).isEmpty();
    }

    @Test
    void namesFoldWhereTheServerFoldsThem() {
        CatalogSnapshot mysql = SchemaLines.snapshot(1, SchemaLines.mysql(true, "Shop.Orders: Id"));
        CatalogSnapshot exact = SchemaLines.snapshot(1, SchemaLines.mysql(false, "Shop.Orders: Id"));

        assertThat(mysql.relation("SHOP", "orders")).isPresent();
        assertThat(exact.relation("SHOP", "orders")).isEmpty();
        assertThat(mysql.relation("", "orders")).isEmpty();
    }

    private static Optional<String> find(String path, String name) {
        return find(SessionNames.along(NamePath.ofSearchPath(path)), "", name);
    }

    private static Optional<String> find(SessionNames names, String schema, String name) {
        return SNAPSHOT.along(names).relation(schema, name).map(found -> found.schema() + "." + found.name());
    }
}
