"""How wide words are, and where they are broken."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from matplotlib.figure import Figure

_CUT = "…"


class Ruler:
    """Measures words in the font of a figure, in pixels.

    Characters in `foreign` are drawn in a font that is not here (the reader's): they count as an em each.
    """

    def __init__(self, figure: Figure, foreign: Iterable[str] = ()) -> None:
        self._text = figure.text(0, 0, "")
        self._text.set_visible(True)
        self._em = str.maketrans(dict.fromkeys(foreign, "—"))
        self._known: dict[tuple[str, float, bool], tuple[float, float]] = {}
        self.unit, self.page = figure.dpi / 100, figure.bbox.width

    def size(self, words: str, points: float, bold: bool = False) -> tuple[float, float]:
        """The width and height of words, which may have several lines."""
        key = words, points, bold
        if key not in self._known:
            self._text.set(fontsize=points, fontweight="bold" if bold else "normal")
            boxes = []
            for text in {words, words.translate(self._em)}:
                self._text.set_text(text)
                boxes.append(self._text.get_window_extent())
            self._known[key] = max(box.width for box in boxes), max(box.height for box in boxes)
        return self._known[key]

    def wrapped(
        self, words: str, width: float, points: float, most: int, bold: bool = False, even: bool = False
    ) -> str:
        """Words in at most so many lines of a width, with a sign where there would be more.

        With `even` the lines are as equally long as their number allows.
        """
        space = self._advance("a b", points, bold) - 2 * self._advance("a", points, bold)
        lines = self._lines(words, width, space, points, bold)
        if even and 1 < len(lines) <= most:
            for share in (0.9, 0.8, 0.7, 0.6):
                narrower = self._lines(words, width * share, space, points, bold)
                if len(narrower) > len(lines):
                    break
                lines = narrower
        if len(lines) > most:
            del lines[most:]
            while len(lines[-1]) > 1 and self._length([*lines[-1], _CUT], space, points, bold) > width:
                lines[-1].pop()
            lines[-1].append(_CUT)
        return "\n".join(" ".join(line) for line in lines)

    def _lines(self, words: str, width: float, space: float, points: float, bold: bool) -> list[list[str]]:
        """The words of each line of a width."""
        lines: list[list[str]] = [[]]
        for word in words.split():
            fits = self._advance(word, points, bold) <= width
            for piece in [word] if fits else self._pieces(word, width, points, bold):
                if lines[-1] and self._length([*lines[-1], piece], space, points, bold) > width:
                    lines.append([])
                lines[-1].append(piece)
        return lines

    def _length(self, words: Sequence[str], space: float, points: float, bold: bool) -> float:
        return sum(self._advance(word, points, bold) for word in words) + space * (len(words) - 1)

    def _advance(self, word: str, points: float, bold: bool) -> float:
        return self.size(word, points, bold)[0]

    def _pieces(self, word: str, width: float, points: float, bold: bool) -> list[str]:
        """A word that is too long for a line, broken inside."""
        pieces, room = [""], width - 2 * self._advance(_CUT, points, bold)
        for character in word:
            advance = self._advance(character, points, bold)
            if pieces[-1] and room < advance:
                pieces.append("")
                room = width - 2 * self._advance(_CUT, points, bold)
            pieces[-1] += character
            room -= advance + 0.5  # between letters
        return pieces

    def close(self) -> None:
        """Take the text that was measured out of the figure."""
        self._text.remove()
