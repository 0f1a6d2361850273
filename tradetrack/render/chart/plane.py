"""What is taken in a picture: a grid of small cells, in which a box is looked up in constant time."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Cells = npt.NDArray[np.int32]


class Box(NamedTuple):
    """A rectangle in pixels, y upwards."""

    left: float
    bottom: float
    right: float
    top: float

    def padded(self, by: float) -> Box:
        """The box with `by` pixels more on each side."""
        return Box(self.left - by, self.bottom - by, self.right + by, self.top + by)

    def nearest(self, x: float, y: float) -> tuple[float, float]:
        """The point of the box that is nearest to a point."""
        return min(max(x, self.left), self.right), min(max(y, self.bottom), self.top)


class Plane:
    """An area of a picture with what stands in it: marks, lines, and names with their leader lines.

    Cells are counted outwards, so that a box that is found free covers nothing.
    """

    def __init__(self, area: Box, cell: float) -> None:
        self.area, self._cell = area, cell
        columns = int(np.ceil((area.right - area.left) / cell)) + 1
        rows = int(np.ceil((area.top - area.bottom) / cell)) + 1
        self._taken, self._lines, self._names = (np.zeros((rows, columns), dtype=np.int32) for _ in range(3))

    def block(self, box: Box, is_name: bool = False) -> None:
        """Take a box; no name may cover it, and no leader line may cross it if it is a name."""
        left, bottom, right, top = self._cells(np.array([box]))[0]
        self._taken[bottom:top, left:right] = 1
        if is_name:
            self._names[bottom:top, left:right] = 1

    def trace(self, vertices: Floats, weight: int = 1) -> None:
        """Draw a line through points, which names keep off the more, the higher its weight."""
        cells = self._cells_of(vertices)
        self._lines[cells] = np.maximum(self._lines[cells], weight)

    def block_line(self, vertices: Floats) -> None:
        """Draw a line through points that no name may cover."""
        self._taken[self._cells_of(vertices)] = 1

    def is_crossing_name(self, vertices: Floats) -> bool:
        """Whether a line through points crosses a name."""
        return bool(self._names[self._cells_of(vertices)].any())

    def crossed(self, vertices: Floats) -> float:
        """How many pixels of marks a line through points crosses."""
        return float(self._taken[self._cells_of(vertices)].sum()) * self._cell

    def taken(self, boxes: Floats) -> Cells:
        """For each box how many of its cells are taken."""
        return _sums(self._taken, self._cells(boxes))

    def covered(self, boxes: Floats) -> Floats:
        """For each box how many pixels of lines it would cover, times their weights."""
        pixels: Floats = _sums(self._lines, self._cells(boxes)).astype(np.float64) * self._cell
        return pixels

    def _cells(self, boxes: Floats) -> Cells:
        """Boxes as first and last cells, the last ones excluded, cut to the area."""
        rows, columns = self._taken.shape
        origin = np.array([self.area.left, self.area.bottom] * 2)
        edges: Any = (boxes - origin) / self._cell
        edges = np.concatenate([np.floor(edges[:, :2]), np.floor(edges[:, 2:]) + 1], axis=1)
        cells: Cells = np.clip(edges, 0, [columns, rows] * 2).astype(np.int32)
        return cells

    def _cells_of(self, vertices: Floats) -> tuple[Cells, Cells]:
        """The cells that a line through points runs through."""
        rows, columns = self._taken.shape
        origin = np.array([self.area.left, self.area.bottom])
        size = np.array([columns, rows])
        points = np.clip((vertices - origin) / self._cell, -size, 2 * size)  # a line may leave the picture
        steps = np.abs(np.diff(points, axis=0)).max(axis=1) if len(points) > 1 else np.zeros(0)
        runs = [np.linspace(a, b, int(n) * 2 + 2) for a, b, n in zip(points, points[1:], steps, strict=False)]
        cells = np.floor(np.concatenate([points, *runs])).astype(np.int32)
        inside = ((cells >= 0) & (cells < size)).all(axis=1)
        return cells[inside, 1], cells[inside, 0]


def _sums(cells: Cells, edges: Cells) -> Cells:
    """The sum of the cells in each box, by a table of sums from the corner on."""
    table = np.zeros((cells.shape[0] + 1, cells.shape[1] + 1), dtype=np.int32)
    table[1:, 1:] = cells.cumsum(axis=0, dtype=np.int32).cumsum(axis=1, dtype=np.int32)
    left, bottom, right, top = edges.T
    found: Cells = table[top, right] - table[bottom, right] - table[top, left] + table[bottom, left]
    return found
