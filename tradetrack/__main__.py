"""The start of the process: `python -m tradetrack`, and the script `tradetrack`.

Until the command line is there, and while it only reads and computes, an interrupt ends the process at once:
no import that it could cut in two, no traceback.
"""

# What `signal` is made of: that one takes milliseconds to import, in which nobody is on guard.
import _signal  # type: ignore[import-not-found]
import os
import sys

_INTERRUPTED = 130


def _leave(_signal: int, _frame: object) -> None:
    os._exit(_INTERRUPTED)


def main() -> None:
    """Run the command line and leave with its exit code."""
    try:
        if _signal.getsignal(_signal.SIGINT) is _signal.default_int_handler:  # or it was started to ignore it
            _signal.signal(_signal.SIGINT, _leave)
        from tradetrack.cli.main import main as run

        run()
    except KeyboardInterrupt:
        os._exit(_INTERRUPTED)


if __name__ == "__main__":
    if not sys.flags.safe_path and sys.path[0] not in os.environ.get("PYTHONPATH", "").split(os.pathsep):
        del sys.path[0]  # the current folder: what lies there is data, whatever its name
    main()
