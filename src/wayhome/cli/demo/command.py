"""The command, and what it leaves in a folder."""

from __future__ import annotations

from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory

import click

from wayhome.cli.demo.cast import ROUND, SAHLAN
from wayhome.cli.demo.chapters import CHAPTERS
from wayhome.cli.demo.desk import open_desk
from wayhome.cli.demo.signing import sign_journal
from wayhome.cli.demo.story import Story
from wayhome.cli.errors import Failure
from wayhome.cli.papers import account_html
from wayhome.cli.parties import write_references
from wayhome.exchange import terms_toml
from wayhome.journal import FileStorage
from wayhome.rounds import communique_texts, fingerprint, verify


@click.command()
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="A new folder to leave everything in.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Where the desk answers.")
@click.option("--seed", type=click.IntRange(0), default=2025, show_default=True, help="Same seed, same bytes.")
def demo(out: Path | None, port: int, seed: int) -> None:
    """Open the desk with the round of 24 August among fictional people, stopped where the next act is yours to make.

    With --out it carries that round through to people at home by itself, and leaves there both parties' lists,
    matches.csv, terms.toml, references.csv, package.json, the manifests, the journal, account.html, and the plan's page
    and the communiqué in four languages.
    """
    if out is None:
        with TemporaryDirectory(prefix="wayhome-") as folder:
            open_desk(Path(folder), seed, port)
        return
    if out.exists() and any(out.iterdir()):
        raise Failure(f"{out} is not empty; name a new folder, so that nothing of yours is written over")
    out.mkdir(parents=True, exist_ok=True)
    try:
        _run(out, seed)
    except BaseException:
        _empty(out)
        raise
    click.echo(f"\nAll of it is in {out}: open {out}/account.html; check it with: wayhome verify {out}/journal")


def _run(out: Path, seed: int) -> None:
    story = Story(out, seed, click.echo)
    for chapter in CHAPTERS:
        story.tell(f"\n{click.style(_title(chapter.__doc__), bold=True)}")
        chapter(story)
    sign_journal(story)
    _close(story)


def _empty(folder: Path) -> None:
    """Take away what a run that was stopped had written into its new folder."""
    for each in folder.iterdir():
        if each.is_dir():
            rmtree(each)
        else:
            each.unlink()


def _title(doc: str | None) -> str:
    return (doc or "").partition("\n")[0]


def _close(story: Story) -> None:
    """The journal is verified from its files, and the papers are written."""
    story.tell(f"\n{click.style('Verified', bold=True)}")
    verified, state = verify(FileStorage(story.out / "journal"))
    if fingerprint(state) != fingerprint(story.table.state):
        raise Failure(
            "the fold of the journal is not the state shown"
        )  # would be a defect, and must not pass in silence
    story.tell(f"  {verified.size} entries verify from their bytes; root {verified.root.hex()}")
    story.tell(
        f"  the checkpoint over them is signed by {SAHLAN} and cosigned by {', '.join(sorted(verified.cosigned))}"
    )
    story.tell("  the fold of the acts, read back from the files, is the state shown above")
    _leave_papers(story)


def _leave_papers(story: Story) -> None:
    """Everything that `wayhome check` needs to prove the package again, and what people read."""
    terms = story.round.agreement.terms_in_force
    assert terms
    (story.out / "terms.toml").write_text(terms_toml(terms), encoding="utf-8")
    write_references(story.out / "references.csv", story.people.values())
    page = account_html(story.table, ROUND, story.waited)
    (story.out / "account.html").write_text(page, encoding="utf-8")
    for language, text in communique_texts(story.table, ROUND).items():
        (story.out / f"communique.{language}.txt").write_text(text, encoding="utf-8")
