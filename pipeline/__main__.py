"""Run the command line with ``python -m pipeline``."""

import sys

from pipeline.cli import main

sys.exit(main())
