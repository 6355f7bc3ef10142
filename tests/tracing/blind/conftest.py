"""The conformance suites of others are collected where the folder that holds them is named."""

import os

collect_ignore = [] if os.environ.get("WAYHOME_VECTORS") else ["test_vectors.py"]
