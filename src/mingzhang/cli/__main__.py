"""`python -m mingzhang.cli`."""

import sys

from mingzhang.cli import main

sys.exit(main())
