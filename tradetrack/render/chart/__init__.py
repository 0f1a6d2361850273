"""A chart specification drawn with matplotlib.

Importing this room imports matplotlib without what the environment says of it: a backend that it does not
know would stop it, and what it logs of caches and foreign settings is nothing to the reader of a chart.
"""

from __future__ import annotations

import logging
import os


def _import_matplotlib() -> None:
    log = logging.getLogger("matplotlib")
    if log.level == logging.NOTSET:
        log.setLevel(logging.ERROR)
    backend = os.environ.pop("MPLBACKEND", None)
    try:
        __import__("matplotlib")
    finally:
        if backend is not None:
            os.environ["MPLBACKEND"] = backend


_import_matplotlib()
