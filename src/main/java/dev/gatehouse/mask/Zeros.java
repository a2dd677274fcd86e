package dev.gatehouse.mask;

/// One byte again and again, behind a head that stays: it says how many there are.
record Zeros(int headBytes, byte zero) implements ByteForByte {
    /// Numbers in the binary forms, and bytes.
    static final Zeros BINARY = new Zeros(0, (byte) 0);

    /// Any number as text.
    static final Zeros DIGITS = new Zeros(0, (byte) '0');

    @Override
    public byte at(long index, byte was) {
        return index < headBytes ? was : zero;
    }
}
