"""An officer sees why two spellings meet."""

from click.testing import CliRunner

from wayhome.cli.name import name


def shown(*names: str) -> str:
    result = CliRunner().invoke(name, names)
    assert result.exit_code == 0, result.output
    return result.output


def test_each_part_is_shown_with_its_keys() -> None:
    lines = [line.split() for line in shown("Сергій Миколайович Мельниченко").splitlines()]
    assert ["canonical", "melničenko"] in lines
    assert ["skeleton", "mlnsnk"] in lines
    assert ["given", "name", "Сергій"] in lines
    assert ["father", "Микола"] in lines
    assert ["script", "cyrillic"] in lines


def test_two_spellings_meet_part_by_part_on_the_surest_key() -> None:
    output = shown("Мельниченко Коля", "Nikolai Melnitschenko")
    assert "Мельниченко - Melnitschenko: the same canonical" in output
    assert "Коля - Nikolai: the same given name" in output


def test_names_that_do_not_meet_are_said_not_to() -> None:
    assert "Сергій: meets no part of Roman" in shown("Сергій", "Roman")


def test_an_arabic_name_meets_its_latin_spelling() -> None:
    assert "القاسم - Qassem: the same arabic skeleton" in shown("القاسم", "Qassem")
    assert "محمد - Mohamed: the same given name" in shown("محمد", "Mohamed")


def test_three_names_are_refused() -> None:
    result = CliRunner().invoke(name, ["a", "b", "c"])
    assert result.exit_code != 0
    assert "two to compare" in result.output
