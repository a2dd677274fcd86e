package dev.gatehouse.mask;

/// Text in which digits are replaced and what is between them stays.
enum KeptShape implements ByteForByte {
    /// Times, intervals, money, lists of numbers.
    ZEROS {
        @Override
        public byte at(long index, byte was) {
            return was >= '0' && was <= '9' ? (byte) '0' : was;
        }
    },
    /// Where not all numbers may be 0: geometry.
    ONES {
        @Override
        public byte at(long index, byte was) {
            return was >= '0' && was <= '9' ? (byte) '1' : was;
        }
    },
    /// Hexadecimal digits: UUIDs, addresses of networks and devices.
    HEX {
        @Override
        public byte at(long index, byte was) {
            return Character.digit(was, 16) >= 0 ? (byte) '0' : was;
        }
    },
    /// Bytes behind `\x`; in the older form zeros.
    BYTEA {
        @Override
        public byte at(long index, byte was) {
            boolean stays = index == 0 && was == '\\' || index == 1 && was == 'x';
            return stays ? was : (byte) '0';
        }
    }
}
