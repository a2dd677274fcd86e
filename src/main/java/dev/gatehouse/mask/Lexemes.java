package dev.gatehouse.mask;

/// PostgreSQL's `tsvector` in its binary form, with as many words of stars as there were, each as long and at as
/// many places, of which the first ones are told.
///
/// Shape: `count:int32 (text\0 places:int16 place:int16*)*` (`tsvectorsend`); the places of a word ascend.
final class Lexemes implements Walk {
    private static final int MOST_PLACES = 256; // of a word; a place is less than 2^14

    private enum Part {
        COUNT,
        TEXT,
        PLACES,
        PLACE
    }

    private Part part = Part.COUNT;
    private int words; // to come
    private int number;
    private int numberBytes;
    private int places;
    private int place;

    @Override
    public boolean isWhole() {
        return words == 0 && part == Part.TEXT;
    }

    @Override
    public int next(int was) {
        if (part == Part.TEXT) {
            if (words == 0) {
                return MISFIT;
            }
            if (was != 0) {
                return '*';
            }
            part = Part.PLACES;
            return 0;
        }
        number = number << 8 | was;
        numberBytes++;
        return switch (part) {
            case COUNT -> numberBytes < Integer.BYTES ? was : count(was);
            case PLACES -> numberBytes < Short.BYTES ? was : places(was);
            case PLACE -> place();
            case TEXT -> MISFIT;
        };
    }

    private int take() {
        int whole = number;
        number = 0;
        numberBytes = 0;
        return whole;
    }

    private int count(int was) {
        words = take();
        part = Part.TEXT;
        return words < 0 ? MISFIT : was;
    }

    private int places(int was) {
        places = take();
        place = 0;
        part = Part.PLACE;
        wordEnds();
        return places > MOST_PLACES ? MISFIT : was;
    }

    /// Two bytes: the upper one of a place that is told is 0 as long as there are no more than these.
    private int place() {
        if (numberBytes < Short.BYTES) {
            return place + 1 >> 8;
        }
        take();
        int told = ++place & 0xFF;
        wordEnds();
        return told;
    }

    private void wordEnds() {
        if (place == places) {
            words--;
            part = Part.TEXT;
        }
    }
}
