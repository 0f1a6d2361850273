"""A chart specification drawn with matplotlib.

matplotlib refuses to be imported with an MPLBACKEND that it does not know, although no chart here uses it:
it is imported without, and the variable and a backend that it knows are put back.
"""

import contextlib
import os

_backend = os.environ.pop("MPLBACKEND", None)
try:
    import matplotlib as mpl
finally:
    if _backend is not None:
        os.environ["MPLBACKEND"] = _backend
if _backend:
    with contextlib.suppress(ValueError):
        mpl.rcParams["backend"] = _backend
