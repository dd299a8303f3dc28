"""The site as a WSGI application, for any server (网关接口)."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mingzhang_web.config.settings")
application = get_wsgi_application()
