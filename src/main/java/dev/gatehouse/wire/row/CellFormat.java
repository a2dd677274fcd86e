package dev.gatehouse.wire.row;

/// How the bytes of a cell are written: as text in the session's encoding, or in the type's own binary form.
public enum CellFormat {
    TEXT,
    BINARY
}
