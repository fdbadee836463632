"""Draws the icon of the bundle: rows of a topic that become rows of a table.

Usage: python3 icon.py OUTPUT.png
"""
import struct
import sys
import zlib

SIZE = 512
NAVY, AMBER, WHITE = (18, 59, 93), (242, 165, 65), (255, 255, 255)


def capsule(start, end, radius):
    """The distance of a point to a line with round ends; it is negative inside."""
    (x1, y1), (x2, y2) = start, end
    dx, dy = x2 - x1, y2 - y1
    length = dx * dx + dy * dy

    def distance(x, y):
        share = 0 if length == 0 else min(1, max(0, ((x - x1) * dx + (y - y1) * dy) / length))
        return ((x - x1 - share * dx) ** 2 + (y - y1 - share * dy) ** 2) ** 0.5 - radius

    return distance, (min(x1, x2) - radius, min(y1, y2) - radius, max(x1, x2) + radius, max(y1, y2) + radius)


def box(left, top, right, bottom, radius):
    """The distance of a point to a rectangle with round corners; it is negative inside."""
    cx, cy = (left + right) / 2, (top + bottom) / 2
    half_width, half_height = (right - left) / 2 - radius, (bottom - top) / 2 - radius

    def distance(x, y):
        dx, dy = abs(x - cx) - half_width, abs(y - cy) - half_height
        outside = (max(dx, 0) ** 2 + max(dy, 0) ** 2) ** 0.5
        return outside + min(max(dx, dy), 0) - radius

    return distance, (left, top, right, bottom)


def shapes():
    """The shapes with their colors, the lowest one first."""
    yield box(0, 0, SIZE, SIZE, 112), NAVY
    for start, y in ((84, 176), (116, 256), (84, 336)):
        yield capsule((start, y), (196, y), 20), AMBER
    yield capsule((244, 200), (292, 256), 14), WHITE
    yield capsule((292, 256), (244, 312), 14), WHITE
    yield box(332, 136, 432, 216, 14), AMBER
    yield box(332, 228, 432, 296, 14), WHITE
    yield box(332, 308, 432, 376, 14), WHITE


def pixels():
    """The rows of the picture, four bytes a pixel: red, green, blue and opacity."""
    rows = [bytearray(4 * SIZE) for _ in range(SIZE)]
    for (distance, (left, top, right, bottom)), color in shapes():
        for y in range(max(0, int(top) - 1), min(SIZE, int(bottom) + 2)):
            row = rows[y]
            for x in range(max(0, int(left) - 1), min(SIZE, int(right) + 2)):
                cover = min(1, max(0, 0.5 - distance(x + 0.5, y + 0.5)))
                if cover == 0:
                    continue
                below = row[4 * x + 3] / 255
                opacity = cover + below * (1 - cover)
                for channel in range(3):
                    old = row[4 * x + channel] * below * (1 - cover)
                    row[4 * x + channel] = round((color[channel] * cover + old) / opacity)
                row[4 * x + 3] = round(255 * opacity)
    return rows


def chunk(kind, data):
    """One chunk of a PNG file."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png():
    """The icon as a PNG file; the same bytes each time."""
    header = struct.pack(">IIBBBBB", SIZE, SIZE, 8, 6, 0, 0, 0)
    data = zlib.compress(b"".join(b"\0" + bytes(row) for row in pixels()), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__.strip())
    with open(sys.argv[1], "wb") as file:
        file.write(png())
