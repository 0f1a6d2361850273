"""How a chart looks: its size and its colours."""

from __future__ import annotations

from dataclasses import dataclass

DESIGN_WIDTH, DESIGN_HEIGHT = 960, 540
# Okabe and Ito's palette, which survives the common kinds of colour blindness.
_PATH_COLORS = ("#D55E00", "#7A3FA0", "#B5558B", "#8A6D00", "#117733", "#444444", "#7A5230", "#00808A")
_PATH_COLORS_ON_DARK = (
    "#FF9A56",
    "#C3AEF2",
    "#F0A6CF",
    "#E6C229",
    "#8FD694",
    "#CCCCCC",
    "#D9B38C",
    "#6FE0E8",
)


@dataclass(frozen=True)
class Style:
    """How a chart looks: its size in pixels, dark or light, and the scale of values."""

    width: int = DESIGN_WIDTH
    height: int = DESIGN_HEIGHT
    dark: bool = False
    log: bool = False

    @property
    def ink(self) -> str:
        """The colour of the series and the title."""
        return "#F2F4F5" if self.dark else "#1F2933"

    @property
    def soft(self) -> str:
        """The colour of axes, notes and partial years."""
        return "#A3ADB8" if self.dark else "#67727E"

    @property
    def grid(self) -> str:
        """The colour of the grid."""
        return "#2E3843" if self.dark else "#E1E5E9"

    @property
    def paper(self) -> str:
        """The background."""
        return "#14191F" if self.dark else "#FFFFFF"

    @property
    def paths(self) -> tuple[str, ...]:
        """The colours of paths, in their order."""
        return _PATH_COLORS_ON_DARK if self.dark else _PATH_COLORS

    @property
    def lines(self) -> tuple[str, ...]:
        """The colours of several series in one plot, in their order."""
        return self.outlook, *self.paths[:1], self.target, *self.paths[1:]

    @property
    def outlook(self) -> str:
        """The colour of the outlook."""
        return "#56B4E9" if self.dark else "#0072B2"

    @property
    def target(self) -> str:
        """The colour of targets."""
        return "#2FBF94" if self.dark else "#00805C"
