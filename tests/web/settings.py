"""The site's own settings, on a database and a folder of the tests.

MINGZHANG_DATABASE_URL runs the same tests on PostgreSQL.
"""

import os
import tempfile

os.environ.setdefault("MINGZHANG_DATA", tempfile.mkdtemp(prefix="mingzhang-tests-"))
os.environ["MINGZHANG_INSECURE"] = "1"
# The browser's own loop runs in the thread of the test that also asks the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

from mingzhang_web.config.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
WHITENOISE_AUTOREFRESH = True
