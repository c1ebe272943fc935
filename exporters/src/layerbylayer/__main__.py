"""`python -m layerbylayer` is the command `layerbylayer`."""

import sys

from .cli import main

sys.exit(main())
