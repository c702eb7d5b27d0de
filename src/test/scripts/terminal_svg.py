"""Draws what a terminal shows as SVG: tmux capture-pane -p -e | terminal_svg.py COLUMNS >picture.svg"""

import re
import sys
import unicodedata
from xml.sax.saxutils import escape

WIDTH, HEIGHT, MARGIN = 8.4, 18, 14
BACK, FORE = "#1b1f24", "#d7dae0"
COLOURS = {
    30: "#1b1f24", 31: "#e06c75", 32: "#98c379", 33: "#e5c07b", 34: "#2f6fbf", 35: "#c678dd", 36: "#56b6c2", 37: FORE,
    90: "#8a919c", 97: "#ffffff",
}


def cells(text):
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 0 if unicodedata.combining(c) else 1 for c in text)


def runs(line, style):
    """Pieces of a line, each with the style that it is shown in; the style goes on in the next line."""
    for piece in re.split(r"(\x1b\[[0-9;]*m)", line):
        match = re.fullmatch(r"\x1b\[([0-9;]*)m", piece)
        if not match:
            if piece:
                yield piece, dict(style)
            continue
        for code in (int(word or 0) for word in match.group(1).split(";")):
            if code == 0:
                style.clear()
            elif code in (1, 4, 7):
                style[code] = True
            elif code in (22, 24, 27):
                style.pop({22: 1, 24: 4, 27: 7}[code], None)
            elif 40 <= code <= 47:
                style["back"] = COLOURS[code - 10]
            elif code == 39:
                style.pop("fore", None)
            elif code == 49:
                style.pop("back", None)
            elif code in COLOURS:
                style["fore"] = COLOURS[code]


def main():
    columns = int(sys.argv[1])
    lines = sys.stdin.read().rstrip("\n").split("\n")
    width, height = columns * WIDTH + 2 * MARGIN, len(lines) * HEIGHT + 2 * MARGIN
    print(f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height:.0f}" '
          f'viewBox="0 0 {width:.0f} {height:.0f}" font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="14">')
    print(f'<rect width="100%" height="100%" rx="8" fill="{BACK}"/>')
    style = {}
    for row, line in enumerate(lines):
        column = 0
        for text, shown in runs(line, style):
            x, y, span = MARGIN + column * WIDTH, MARGIN + row * HEIGHT, cells(text) * WIDTH
            fore, back = shown.get("fore", FORE), shown.get("back")
            if shown.get(7):
                fore, back = back or BACK, fore
            if back:
                print(f'<rect x="{x:.1f}" y="{y}" width="{span:.1f}" height="{HEIGHT}" fill="{back}"/>')
            if text.strip():
                bold = ' font-weight="bold"' if shown.get(1) else ""
                print(f'<text x="{x:.1f}" y="{y + 14}" fill="{fore}" xml:space="preserve" textLength="{span:.1f}" '
                      f'lengthAdjust="spacingAndGlyphs"{bold}>{escape(text)}</text>')
            column += cells(text)
    print("</svg>")


main()
