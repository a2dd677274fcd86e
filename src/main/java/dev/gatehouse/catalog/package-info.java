/// What is in the databases behind the gateway: snapshots of their schemas, fetched with the gateway's own
/// credentials and kept fresh.
///
/// How it fits together: a [dev.gatehouse.catalog.CatalogSource] logs in to one target by JDBC and reads its
/// [dev.gatehouse.catalog.Schemas]; a [dev.gatehouse.catalog.TargetCatalog] decides when (at the start, after a
/// change of schema that went through the gateway, when a name is missing, at each poll) and holds the last
/// [dev.gatehouse.catalog.CatalogSnapshot]; [dev.gatehouse.catalog.Catalogs] has one for each target. A snapshot is
/// immutable; a refresh that finds the same leaves the same snapshot, so that what was read by it stays valid. A
/// session sees a snapshot [dev.gatehouse.catalog.CatalogSnapshot#along] its own path: names resolve as the server
/// would resolve them there, and where that is not certain they are not found.
///
/// On request a [dev.gatehouse.catalog.ServerJudge] asks a server how it reads one text, without running it, so
/// that its reading can be held against ours.
///
/// May use: `sql`; JDBC and its two drivers.
///
/// Guards: a fetch never runs on the caller's thread and is bounded in time; a name is found only if it is certain
/// which object it means; after a known change that could not be read again there is no snapshot at all.
///
/// Start reading at [dev.gatehouse.catalog.TargetCatalog].
@NullMarked
package dev.gatehouse.catalog;

import org.jspecify.annotations.NullMarked;
