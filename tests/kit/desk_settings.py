"""The desk's settings for tests: a folder of its own, gone with the tests."""

import atexit
import os
import shutil
import tempfile

_folder = tempfile.mkdtemp(prefix="wayhome-desk-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
os.environ["WAYHOME_DESK"] = _folder
os.environ["WAYHOME_ADDRESS"] = "http://testserver"

from wayhome.desk.settings import *  # noqa: E402, F403 - the folder has to be named first

MFA_TOTP_TOLERANCE = 1  # a code may be asked for in one half minute and come in the next
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
