"""What a WSGI server imports: the office that CLEMENCY_OFFICE names, opened."""

from __future__ import annotations

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clemency.web.settings")

from clemency.web.office import serve

application = serve()
