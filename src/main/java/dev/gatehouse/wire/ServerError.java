package dev.gatehouse.wire;

/// An error that the server sent.
///
/// @param code SQLSTATE
/// @param vendorCode MySQL's error number; 0 for PostgreSQL
/// @param message the primary text, which may quote values
/// @param detail the text beside it (PostgreSQL's detail, hint, where), empty if none
public record ServerError(String code, int vendorCode, String message, String detail) {}
