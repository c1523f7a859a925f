"""What does a server call?"""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thongsuot.settings")
application = get_wsgi_application()
pages = get_resolver().url_patterns  # what every page needs is loaded now,
gc.collect()
gc.freeze()  # and the collector walks it no more: that would take longer than a page
