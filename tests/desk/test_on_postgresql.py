"""Every test of the desk once more on PostgreSQL, behind its second wall, by a login that is no superuser."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import psycopg
from kit.postgresql import server

HERE = Path(__file__).parent


def test_every_test_of_the_desk_holds_on_postgresql() -> None:
    with server() as running:
        administrator = running.new_database("desk")
        with psycopg.connect(administrator, autocommit=True) as connection:
            connection.execute("CREATE ROLE desk LOGIN CREATEDB CREATEROLE NOSUPERUSER")
            connection.execute("ALTER DATABASE desk OWNER TO desk")
        host = psycopg.conninfo.conninfo_to_dict(administrator)["host"]
        environment = {**os.environ, "DATABASE_URL": f"postgresql://desk@{quote(str(host), safe='')}/desk"}
        tests = [str(path) for path in sorted(HERE.glob("test_*.py")) if path.name not in _ELSEWHERE]
        command = [sys.executable, "-m", "pytest", "-n", "0", "-q", "-p", "no:cacheprovider", *tests]
        ran = subprocess.run(command, env=environment, cwd=HERE.parent.parent, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout[-6000:]


_ELSEWHERE = {"test_on_postgresql.py", "test_languages.py"}
"""What has nothing to do with a database."""
