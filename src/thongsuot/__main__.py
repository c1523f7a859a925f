"""``python -m thongsuot`` is ``thongsuot``."""

import sys

from thongsuot.cli import main

sys.exit(main())
