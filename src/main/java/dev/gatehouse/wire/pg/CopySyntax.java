package dev.gatehouse.wire.pg;

import io.netty.buffer.ByteBuf;

/// How the cells of one line of a copy are written. Keeps what it has seen of the cell whose end it told last.
/// Errors: `ProtocolViolation` for what no server writes. Threads: one.
sealed interface CopySyntax permits TextSyntax, CsvSyntax {
    /// Begins with the line `frame[start, end)`, without its line feed.
    void line(ByteBuf frame, int start, int end);

    /// Where the cell that begins at `at` ends: at a delimiter, or at `end`.
    int cellEnd(ByteBuf frame, int at, int end);

    /// Whether that cell stands there as it is.
    boolean isPlain();

    /// Writes that cell, `frame[at, until)`, as it is without quotes and escapes.
    void decode(ByteBuf frame, int at, int until, ByteBuf out);

    /// Whether `cell` may stand in that cell's place as it is.
    ///
    /// @param alone it is the only one of its line
    boolean needsNothing(ByteBuf cell, boolean alone);

    /// Writes `cell` with the quotes and escapes that it needs in that cell's place.
    void encode(ByteBuf cell, ByteBuf out);
}
