"""`python -m site_src.pipeline`: the command line."""

from __future__ import annotations

import sys

from .processes import stop_on_signals

if __name__ == "__main__":
    stop_on_signals()
    try:
        # Late, as it takes a second, in which somebody may press Ctrl-C.
        from .commands.cli import main
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        sys.exit(130)
    sys.exit(main())
