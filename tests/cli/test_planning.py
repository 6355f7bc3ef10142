"""Planning as it is watched from the command line."""

import json
import os
import signal
from dataclasses import replace

import pytest
from cli.test_lists import all_lists, lists, run, traced  # noqa: F401  # the lists of a round are a fixture
from exchange.by_hand import TORVENIA, held, terms

from wayhome.cli.errors import Failure
from wayhome.cli.plan_shown import write_report
from wayhome.cli.planning import planning, write_frontier
from wayhome.exchange import BadOrder, Progress, Share, StageName, UndecidedTerms, solve
from wayhome.people.messages import said

HOW_FAR = Progress(StageName.COUNTED, (), 3, 5)


def test_ctrl_c_asks_for_the_best_so_far_and_a_second_one_ends_the_command(capfd):
    before = signal.getsignal(signal.SIGINT)
    with planning() as watch:
        assert not watch(HOW_FAR)
        os.kill(os.getpid(), signal.SIGINT)
        assert watch(HOW_FAR)
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is before
    assert "the best found so far" in capfd.readouterr().err


@pytest.mark.parametrize(
    "nothing", [UndecidedTerms(("counted.most",), said("exchange.a_package")), BadOrder("party", "a party", "name one")]
)
def test_what_nothing_can_be_planned_with_is_said_in_one_sentence(nothing):
    with pytest.raises(Failure) as failure, planning():
        raise nothing
    assert failure.value.message == str(nothing)


def test_where_nothing_else_could_be_chosen_the_frontier_and_the_page_say_so_and_write_nothing(tmp_path):
    pool = [held("woman", sex="female"), held("man")]
    agreed = terms(most=3, shares=(Share("women", TORVENIA, least=1),))
    solved = replace(solve(terms(most=3), pool), terms=agreed)
    with pytest.raises(Failure, match="at least 1 of women home to Torvenia"):
        write_frontier(tmp_path / "choices.csv", agreed, pool, ())
    with pytest.raises(Failure, match="at least 1 of women home to Torvenia"):
        write_report(tmp_path / "plan.html", solved, pool, (), "en")
    assert list(tmp_path.iterdir()) == []


def test_orders_are_read_and_what_else_could_be_chosen_is_written(lists):  # noqa: F811
    order = lists / "order.toml"
    order.write_text('party = "Torvenia"\ncriteria = ["women", "longest_held"]\n', encoding="utf-8")
    given = [
        "plan",
        lists / "terms.toml",
        traced(lists),
        *all_lists(lists),
        "--out",
        lists / "p.json",
        "--order",
        order,
    ]
    result = run(*given, "--frontier", lists / "choices.csv")
    assert result.exit_code == 0, result.output
    assert "stage criteria (Torvenia)" in result.output
    table = (lists / "choices.csv").read_text(encoding="utf-8").splitlines()
    assert [line.split(",")[0] for line in table[:3]] == ["choice", "pareto", "terms as they are"]
    refused = run(*given, "--frontier", lists / "choices.txt")
    assert refused.exit_code == 2
    assert "ends in .json or .csv" in refused.output


def test_an_order_that_the_law_forbids_or_another_s_is_refused(lists):  # noqa: F811
    order = lists / "order.toml"
    given = ["plan", lists / "terms.toml", traced(lists), *all_lists(lists), "--order", order]
    for text, words in (
        ('party = "Nowhere"\ncriteria = []\n', "a party to the terms"),
        ('party = "Torvenia"\ncriteria = ["fame"]\n', "GC III 14, 16"),
    ):
        order.write_text(text, encoding="utf-8")
        refused = run(*given)
        assert refused.exit_code == 2
        assert words in refused.output


def test_the_page_the_files_of_the_parties_and_what_another_choice_would_do(lists):  # noqa: F811
    given = ["plan", lists / "terms.toml", traced(lists), *all_lists(lists), "--out", lists / "p.json"]
    result = run(*given, "--report", lists / "plan.html", "--share", lists / "shares")
    assert result.exit_code == 0, result.output
    assert "What binds" in (lists / "plan.html").read_text(encoding="utf-8")
    in_arabic = run(*given, "--report", lists / "plan.html", "--language", "ar")
    assert in_arabic.exit_code == 0, in_arabic.output
    assert '<html lang="ar" dir="rtl">' in (lists / "plan.html").read_text(encoding="utf-8")
    refused = run(*given, "--language", "ar")
    assert refused.exit_code == 2
    assert "give --report" in refused.output
    assert sorted(path.name for path in (lists / "shares").iterdir()) == ["Lysoria.json", "Torvenia.json"]
    explained = json.loads((lists / "p.json").read_text(encoding="utf-8"))["explanations"]
    goes = next(each["person"] for each in explained if each["code"].startswith("counted"))
    waits = next(each["person"] for each in explained if not each["included"])
    instead = run(*given, "--instead", f"{goes}={waits}")
    assert instead.exit_code == 0, instead.output
    assert f"instead of {goes}: " in instead.output
    assert "keeps every term" in instead.output or "breaks the terms" in instead.output
    for wrong, words in ((goes, "expected OUT=IN"), (f"{goes}=nobody", "nobody of the pool goes by this reference")):
        refused = run(*given, "--instead", wrong)
        assert refused.exit_code == 2
        assert words in refused.output
