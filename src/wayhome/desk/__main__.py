"""`python -m wayhome.desk`: prepare a desk, serve it, do its jobs. `wayhome serve` and `wayhome demo` start this."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from threading import Event, Thread

import click
import django

from wayhome.desk.home import home

_OFTEN = 0.3
"""Seconds between two looks at whether the worker still lives."""
_PATIENCE = 3
"""Seconds that whoever still looks at a page is given when the server ends: a page that watches a job never does."""


def _set_up() -> None:
    home().make()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wayhome.desk.settings")
    django.setup()


@click.group()
def desk() -> None:
    """The desk: the web application each seat works at."""


@desk.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.option("--certificate", type=click.Path(exists=True, path_type=Path), help="A TLS certificate, as PEM.")
@click.option("--private-key", type=click.Path(exists=True, path_type=Path), help="Its private key.")
def serve(host: str, port: int, certificate: Path | None, private_key: Path | None) -> None:
    """Serve the desk, with a worker beside it."""
    import uvicorn

    _set_up()
    from django.core.management import call_command

    from wayhome.desk.table import prepare_storage

    signal.signal(signal.SIGTERM, lambda *_: sys.exit())  # uvicorn passes it on; the worker has to be told, too
    call_command("migrate", verbosity=0)
    prepare_storage()
    ended = Event()
    working = Thread(target=_keep_working, args=(ended,))
    working.start()
    try:
        uvicorn.run(
            "wayhome.desk.asgi:application",
            host=host,
            port=port,
            log_level="warning",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=_PATIENCE,
            ssl_certfile=certificate,
            ssl_keyfile=private_key,
        )
    finally:
        ended.set()
        working.join()


def _keep_working(ended: Event) -> None:
    """Have a worker beside the pages until the end; one that dies is followed by another."""
    while not ended.is_set():
        worker = subprocess.Popen([sys.executable, "-m", "wayhome.desk", "worker"])
        while worker.poll() is None and not ended.wait(_OFTEN):
            pass
        worker.terminate()
        worker.wait()


@desk.command()
def worker() -> None:
    """Do the desk's jobs, one after another."""
    ended: list[int] = []
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # of whoever stops the server, which then tells this one
    signal.signal(signal.SIGTERM, lambda number, _frame: ended.append(number))
    server = os.getppid()
    _set_up()
    from wayhome.desk.jobs.worker import work

    work(lambda: bool(ended) or os.getppid() != server)


@desk.command()
@click.argument("number", type=int)
def job(number: int) -> None:
    """Do one job in this process (the worker starts this, and keeps its input open for as long as it lives)."""
    Thread(target=_end_with_worker, daemon=True).start()
    _set_up()
    from wayhome.desk.jobs.worker import run

    run(number)


def _end_with_worker() -> None:
    os.read(sys.stdin.fileno(), 1)
    os._exit(1)


@desk.command()
@click.argument("story", type=click.Path(exists=True, file_okay=False, path_type=Path))
def demo(story: Path) -> None:
    """Take in the invented round that `wayhome demo` has left in a folder, and print a sign-in for each seat."""
    _set_up()
    from django.core.management import call_command

    from wayhome.desk.invented import take_in
    from wayhome.desk.table import prepare_storage

    call_command("migrate", verbosity=0)
    prepare_storage()
    for line in take_in(story):
        click.echo(line)


@desk.command()
@click.argument("username")
@click.argument("name")
@click.option("--seat", required=True, help="The seat's name in the journal.")
@click.option("--role", required=True, help="What the seat is: party, facilitator, observer, reception or audit.")
@click.option("--duty", required=True, help="Such as signatory, list_officer, facilitator, observer, doctor, auditor.")
def invite(username: str, name: str, seat: str, role: str, duty: str) -> None:
    """Make a member, and the delegation where it isn't there yet, and print the invitation: it works once."""
    _set_up()
    from django.core.management import call_command

    from wayhome.desk.seats.invitations import invite as invitation_of
    from wayhome.desk.seats.models import Delegation, Duty, Member

    if role not in Delegation.Role.values or duty not in Duty.values:
        raise click.UsageError(f"roles: {', '.join(Delegation.Role.values)}; duties: {', '.join(Duty.values)}")
    call_command("migrate", verbosity=0)
    if Member.objects.filter(username=username).exists():
        raise click.UsageError(f"somebody is called {username} already")
    delegation, _ = Delegation.objects.get_or_create(name=seat, defaults={"role": role})
    click.echo(invitation_of(Member.objects.create(username, name, delegation, Duty(duty))))


@desk.command(context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """Run one of Django's own commands, such as check --deploy or makemigrations."""
    _set_up()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["wayhome.desk manage", *arguments])


if __name__ == "__main__":
    desk()
