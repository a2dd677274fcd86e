package dev.gatehouse.catalog;

import java.sql.SQLException;

/// Where the schemas of one target come from. Blocks; bounded in time. Threads: one at a time.
public interface CatalogSource {
    Schemas fetch() throws SQLException;
}
