"""`wayhome serve`: the desk begins and ends with the command."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

from kit.browser import await_desk, free_port


def test_the_desk_ends_with_the_command(tmp_path: Path) -> None:
    port = free_port()
    command = [str(Path(sys.executable).with_name("wayhome")), "serve", str(tmp_path / "desk"), "--port", str(port)]
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    with (
        (tmp_path / "log").open("wb") as log,
        subprocess.Popen(command, env=environment, stdout=log, stderr=log) as desk,
    ):
        await_desk(f"http://localhost:{port}", desk)
        desk.terminate()
        desk.wait(timeout=60)
    with socket.socket() as asking:
        assert asking.connect_ex(("127.0.0.1", port)) != 0, "nothing answers any more"
