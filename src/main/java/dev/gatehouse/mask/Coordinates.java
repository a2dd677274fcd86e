package dev.gatehouse.mask;

/// Geometry of MySQL, with all coordinates zero.
///
/// Shape: `reference:int32` and one geometry: `order:int8 type:int32`, then of a point two `double`s, of a line
/// `count:int32` points, of a polygon `count:int32` rings that are as a line is, of a collection `count:int32`
/// geometries; little-endian ("Well-Known Binary (WKB) Format").
final class Coordinates implements Walk {
    private static final int LITTLE_ENDIAN = 1;
    private static final int POINT = 1;
    private static final int LINE = 2;
    private static final int POLYGON = 3;
    private static final int COLLECTION = 7; // from 4 on all have geometries in them
    private static final int POINT_BYTES = 16;

    private enum Part {
        REFERENCE,
        ORDER,
        TYPE,
        POINTS,
        RINGS,
        GEOMETRIES,
        ZEROS
    }

    private Part part = Part.REFERENCE;
    private int number;
    private int numberBytes;
    private long geometries = 1; // to come
    private long rings; // to come of this polygon
    private long zeros; // to come of this line

    @Override
    public boolean isWhole() {
        return part == Part.ORDER && geometries == 0;
    }

    @Override
    public int next(int was) {
        if (part == Part.ORDER) {
            part = Part.TYPE;
            return was == LITTLE_ENDIAN && geometries-- > 0 ? was : MISFIT;
        }
        if (part == Part.ZEROS) {
            zeros--;
            pointsEnd();
            return 0;
        }
        number |= was << 8 * numberBytes++;
        if (numberBytes < Integer.BYTES) {
            return part == Part.REFERENCE ? 0 : was;
        }
        int whole = number;
        number = 0;
        numberBytes = 0;
        if (part == Part.REFERENCE) {
            part = Part.ORDER;
            return 0;
        }
        return whole >= 0 && number(whole) ? was : MISFIT;
    }

    private boolean number(int whole) {
        switch (part) {
            case TYPE -> {
                return type(whole);
            }
            case POINTS -> points((long) whole * POINT_BYTES);
            case RINGS -> {
                rings = whole;
                pointsEnd();
            }
            case GEOMETRIES -> {
                geometries += whole;
                part = Part.ORDER;
            }
            case REFERENCE, ORDER, ZEROS -> throw new IllegalStateException("no number");
        }
        return true;
    }

    private boolean type(int whole) {
        if (whole == POINT) {
            points(POINT_BYTES);
        } else {
            part = whole == LINE ? Part.POINTS : whole == POLYGON ? Part.RINGS : Part.GEOMETRIES;
        }
        return whole >= POINT && whole <= COLLECTION;
    }

    private void points(long bytes) {
        zeros = bytes;
        part = Part.ZEROS;
        pointsEnd();
    }

    private void pointsEnd() {
        if (zeros == 0) {
            part = rings > 0 ? Part.POINTS : Part.ORDER;
            rings = Math.max(0, rings - 1);
        }
    }
}
