"""What must be built before pages can be shown? `python -m thongsuot.look`: stylesheet, typeface, Vietnamese words."""

import sys

from thongsuot.look import assets, catalogue

if __name__ == "__main__":
    catalogue.build()
    sys.exit(assets.main())
