"""`python -m goodword` is `goodword`."""

import sys

from goodword.site.command import main

sys.exit(main())
