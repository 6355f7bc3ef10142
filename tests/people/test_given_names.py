"""One given name in two languages and in short, and the father's name in a patronymic."""

import pytest

from wayhome.people.given_names import father, given_names, initials, is_patronymic
from wayhome.people.naming.given_name_table import given_name_table


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("Сергій", "Сергій Сергей Serhii Sergey Sergei Sergej Serguei Серёжа Сергійко"),
        ("Микола", "Микола Николай Mykola Nikolay Nikolai Nicholas Коля Миколка"),
        ("Олександр", "Олександр Александр Oleksandr Alexander Aleksandr Саша Sasha Шура"),
        ("Євген", "Євген Евгений Yevhen Evgeny Yevgeniy Eugene Женя"),
        ("Дмитро", "Дмитро Дмитрий Dmytro Dmitry Dmitri Dmitriy Дима Митя"),
        ("Михайло", "Михайло Михаил Mykhailo Mikhail Michail Michael Миша"),
        ("Юрій", "Юрій Юрий Yurii Iurii Jurij Yury Юра"),
        ("Олена", "Олена Елена Olena Elena Yelena Helen Лена"),
        ("Анна", "Анна Ганна Hanna Anna Аня Нюра"),
        ("Катерина", "Катерина Екатерина Кацярына Kateryna Ekaterina Catherine Katarzyna Катя"),
        ("Володимир", "Володимир Владимир Уладзімір Volodymyr Vladimir Uladzimir Вова Володя"),
        ("Григорій", "Григорій Григорий Рыгор Hryhorii Grigory Gregory Гриша"),
        ("Muhammad", "Muhammad محمد Магомед Мухаммад Mohamed"),
        ("Yusuf", "Yusuf يوسف Youssef Юсуф"),
    ],
)
def test_forms_of_one_name(name: str, forms: str) -> None:
    assert all(name in given_names(form) for form in forms.split())


def test_a_short_form_may_stand_for_several_names() -> None:
    assert given_names("Саша") == {"Олександр", "Олександра"}
    assert {"В'ячеслав", "Станіслав"} < given_names("Слава")


def test_different_names_share_nothing() -> None:
    assert not given_names("Олександр") & given_names("Олексій")
    assert not given_names("Роман") & given_names("Руслан")


def test_a_name_nobody_listed_and_an_initial_stand_for_no_name() -> None:
    assert given_names("Зорепад") == frozenset()
    assert given_names("Я") == frozenset()


def test_an_initial_may_be_that_of_the_name_in_the_other_language() -> None:
    assert initials("Олександр") == initials("Александр") == {"o", "a"}
    assert initials("O.") == {"o"}


@pytest.mark.parametrize(
    ("name", "patronymics"),
    [
        ("Микола", "Миколайович Николаевич Mykolaiovych Nikolayevich Миколаївна Николаевна"),
        ("Сергій", "Сергійович Сергеевич Serhiiovych Sergeyevich Sergejewitsch Сергіївна"),
        ("Ілля", "Ілліч Ильич Illich Ільїч Іллівна Ильинична"),
        ("Юрій", "Юрійович Юрьевич Yuriiovych Yurievich Юріївна"),
        ("Петро", "Петрович Petrovych Petrovich Петрівна Петровна"),
        ("Яків", "Якович Яковлевич Yakovych Яківна Яковлевна"),
        ("Лев", "Львович Lvovych Львівна"),
        ("Кузьма", "Кузьмич Кузьмович"),
        ("Михайло", "Михайлович Michailowitsch Mykhailovych"),
    ],
)
def test_the_father_of_a_patronymic(name: str, patronymics: str) -> None:
    assert {father(patronymic) for patronymic in patronymics.split()} == {name}


def test_an_unlisted_father_keeps_his_stem_in_both_languages() -> None:
    assert father("Зорепадович") == father("Zorepadovych") == father("Зорепадівна") != ""
    assert father("") == ""


def test_a_patronymic_is_told_from_a_given_name() -> None:
    assert is_patronymic("Petrovych")
    assert is_patronymic("Іллівна")
    assert not is_patronymic("Сергій")


def test_the_tables_are_large_and_call_every_name_once() -> None:
    names = [each.name for each in given_name_table()]
    assert len(names) == len(set(names)) > 600
    assert all(given_names(form) >= {each.name} for each in given_name_table() for form in each.documented)
