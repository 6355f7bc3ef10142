"""Spellings of one name meet; names that are different stay apart."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wayhome.people.names import (
    Script,
    arabic_distance,
    arabic_skeleton,
    canonical,
    initial,
    is_initial,
    script,
    skeleton,
    words,
)

CYRILLIC = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюяыэёъ"
LATIN = "abcdefghijklmnopqrstuvwxyzčšžł"
spelled_anyhow = st.text(max_size=12) | st.text(
    CYRILLIC + CYRILLIC.upper() + LATIN + LATIN.upper() + "’ -", max_size=20
)
spelled_in_one_alphabet = st.text(CYRILLIC, max_size=20) | st.text(LATIN, max_size=20)


@pytest.mark.parametrize(
    "spelled",
    [
        "Мельниченко Melnychenko Melnichenko Melnitschenko Melnitchenko Melničenko Mel'nychenko Mielniczenko",
        "Щербак Shcherbak Ščerbak Schtscherbak Szczerbak Chtcherbak",
        "Ковальов Ковалёв Ковалев Kovalov Kovalev Kovalyov Kovaliov Kowaljow",
        "Хрипко Khrypko Khripko Hripko Xripko",
        "Гончар Honchar Gonchar Hončar",
        "Григоренко Hryhorenko Grigorenko",
        "Яворський Яворский Yavorskyi Iavorskyi Yavorsky Yavorskiy Javorskij Jaworski Yavorskii",
        "Ковальська Ковальская Kovalska Kovalskaya Kovalskaia Kowalska",
        "Чорний Чорный Черный Чёрный Chornyi Chernyy",
        "Юрченко Yurchenko Iurchenko Jurčenko Jurtschenko",
        "Євтушенко Евтушенко Yevtushenko Ievtushenko Evtushenko",
        "Соловйов Соловьёв Соловьев Soloviov Solovyov Soloviev Solovyev",
        "Єфім'єв Ефимьев Efimev Yefimyev",
        "Цимбал Цымбал Tsymbal Cymbal Tzimbal",
        "Максименко Maksymenko Maximenko",
        "Жуковський Zhukovskyi Žukovskij Joukovski Żukowski",
        "Захарченко Zakharchenko Zaxarčenko Zaharchenko",
        "Пустовойт ПУСТОВОЙТ пустово́йт Pustovoit Pustovoyt Pustovojt",
    ],
)
def test_spellings_of_one_surname_have_one_canonical_form(spelled: str) -> None:
    assert len({canonical(spelling) for spelling in spelled.split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Мельник", "Мельниченко"),
        ("Бондар", "Бондаренко"),
        ("Марченко", "Макаренко"),
        ("Сидоренко", "Федоренко"),
        ("Ковальський", "Ковальська"),
        ("Лисенко", "Лисенюк"),
    ],
)
def test_other_surnames_keep_other_forms(one: str, other: str) -> None:
    assert canonical(one) != canonical(other)


def test_a_vowel_heard_wrongly_keeps_the_skeleton() -> None:
    assert canonical("Олійник") != canonical("Алейник")
    assert skeleton("Олійник") == skeleton("Алейник") == skeleton("Oleynik")


def test_look_alikes_of_the_other_alphabet_are_read_as_meant() -> None:
    latin_o_and_c = "М" + "o" + "р" + "o" + "зенк" + "o"
    assert script(latin_o_and_c) is Script.MIXED
    assert canonical(latin_o_and_c) == canonical("Морозенко")
    cyrillic_o = "M" + "о" + "r" + "о" + "zenk" + "о"
    assert canonical(cyrillic_o) == canonical("Morozenko")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Сергій", Script.CYRILLIC),
        ("Serhii", Script.LATIN),
        ("Łukasiewicz", Script.LATIN),
        ("سيرغي", Script.ARABIC),
        ("სერგო", Script.OTHER),
        ("Serhii Мельник", Script.MIXED),
        ("№ 7-14", Script.NONE),
        ("", Script.NONE),
    ],
)
def test_the_script_is_recognised(text: str, expected: Script) -> None:
    assert script(text) is expected


def test_words_are_split_at_hyphens_and_stops_but_not_at_apostrophes() -> None:
    assert words("В’ячеслав-Марія О.П. 2-й") == ["Вячеслав", "Марія", "О", "П", "й"]
    assert canonical("Нечай-Гай") == "nečai gai"


def test_initials_are_known_in_both_alphabets() -> None:
    assert all(is_initial(word) for word in ("С", "S", "Ю", "Yu", "Iu", "Zh", "Shch"))
    assert not any(is_initial(word) for word in ("Ян", "Лі", "Yuri"))
    assert initial("Юрій") == initial("Ю") == initial("Iu") != initial("Іван")


def test_an_arabic_name_is_equal_to_itself_with_or_without_vowel_marks() -> None:
    assert canonical("مُحَمَّد") == canonical("محمد") != ""


@settings(max_examples=60, deadline=None)
@given(spelled_anyhow)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert canonical(canonical(text)) == canonical(text)
    assert skeleton(canonical(text)) == skeleton(text)


@settings(max_examples=60, deadline=None)
@given(spelled_in_one_alphabet)
def test_capitals_and_apostrophes_mean_nothing(text: str) -> None:
    assert canonical(text.upper()) == canonical(text)
    assert canonical("’".join(text)) == canonical(text)


@pytest.mark.parametrize(
    "spelled",
    [
        "Петрович Petrović Petrovic Petrovits Petrowitsch Petrovici Petrovitch Petrowicz Petrovičs",
        "Василівна Vasylivna Васильевна Vasilevna",
    ],
)
def test_patronymics_and_serbian_spellings_have_one_canonical_form(spelled: str) -> None:
    assert len({canonical(spelling) for spelling in spelled.split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("Козловський", "Казлоўскі"), ("Іванов", "Иванова"), ("Ковальська", "Ковальский"), ("Морозов", "Марозаў")],
)
def test_a_pair_of_genders_or_of_neighbouring_languages_has_one_skeleton(one: str, other: str) -> None:
    assert skeleton(one).rstrip("a") == skeleton(other).rstrip("a")


@pytest.mark.parametrize(
    "spelled",
    [
        "محمد Muhammad Mohammed Mohamed Mohamad Мухаммад Мохаммед",
        "القاسم قاسم Qasim Kassem Qassem Касем",
        "خالد Khalid Khaled Халид",
        "يوسف Yusuf Youssef Yousef Юсуф",
        "عثمان Uthman Othman",
        "شريف Sharif Cherif Шариф",
        "فاطمة Fatima Fatimah Фатима",
    ],
)
def test_an_arabic_name_has_one_arabic_skeleton_in_three_alphabets(spelled: str) -> None:
    assert len({arabic_skeleton(spelling) for spelling in spelled.split()}) == 1


@pytest.mark.parametrize(
    ("latin", "nearest_first"),
    [
        ("Muhammad", "محمد محمود حمدان"),
        ("Mahmoud", "محمود محمد"),
        ("Said", "سعيد رشيد"),
        ("Jamal", "جمال غمال"),
        ("Khalid", "خالد حليد"),
        ("Sheikh", "الشيخ شي"),
    ],
)
def test_the_arabic_spelling_nearest_to_a_latin_one(latin: str, nearest_first: str) -> None:
    nearest, *others = nearest_first.split()
    assert all(arabic_distance(latin, nearest) < arabic_distance(latin, other) for other in others)


def test_spellings_of_which_all_is_the_same_are_at_no_distance() -> None:
    assert arabic_distance("Karim", "كريم") > arabic_distance("Jamil", "Djamil") == 0


def test_the_article_of_an_arabic_name_means_nothing() -> None:
    assert arabic_skeleton("Al-Sayed") == arabic_skeleton("السيد") == arabic_skeleton("Sayed")


@pytest.mark.parametrize(
    ("spelled", "latin"),
    [
        ("გიორგი გელაშვილი", "Giorgi Gelashvili"),
        ("Գևորգ Պետրոսյան", "Gevorg Petrosyan"),
        ("Γιώργος Μαυρίδης", "Giorgos Mayridis"),
        ("कुमार सिंह", "Kumar Simh"),
        ("Ｉｖａｎｅｎｋｏ", "Ivanenko"),
        ("Иваненко Андри\u0306", "Іваненко Андрій"),  # й as и with a breve of its own
        ("Łukašenka Kaŭrova", "Лукашэнка Каўрова"),
        ("Ğüneş Yılmaz", "Gunesh Yilmaz"),
        ("Éléonore Lefèvre", "Eleonore Lefevre"),
        ("Ива\u00adнен\u200bко", "Іваненко"),  # a soft hyphen and a space of no width, pasted with the name
    ],
)
def test_other_alphabets_and_ways_to_type_them_reach_the_keys_of_latin_or_cyrillic(spelled: str, latin: str) -> None:
    assert skeleton(spelled) == skeleton(latin) != ""


def test_hebrew_without_its_vowels_keeps_its_consonants() -> None:
    assert skeleton("דוד") == skeleton("David")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("علی", "علي"),  # Persian and Arabic yeh
        ("کریم", "كريم"),  # and kaf
        ("فاطمہ", "فاطمه"),  # Urdu and Arabic heh
        ("ﻣﺤﻤﺪ", "محمد"),  # letters as they are drawn within a word
        ("علی\u200cرضا", "علیرضا"),  # a Persian joint
    ],
)
def test_keyboards_of_the_arabic_alphabet_write_one_name(one: str, other: str) -> None:
    assert canonical(one) == canonical(other) != ""


@pytest.mark.parametrize(
    ("spelled", "latin"),
    [("ٹیپو", "Tipu"), ("ڈار", "Dar"), ("ګل", "Gul"), ("پښتون", "Pashtun"), ("ژاله", "Zhala"), ("گلشن", "Gulshan")],
)
def test_letters_that_only_urdu_pashto_and_persian_have_are_read(spelled: str, latin: str) -> None:
    assert arabic_skeleton(spelled) == arabic_skeleton(latin) != ""


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=12))
def test_a_form_is_empty_only_where_there_is_no_letter_with_a_sound(text: str) -> None:
    sounding = "".join(words(text)).lower().replace("ь", "").replace("ъ", "")
    assert bool(canonical(text)) == bool(sounding)
    assert bool(skeleton(text)) == bool(sounding)
    assert arabic_distance(text, arabic_skeleton(text)) >= arabic_distance(text, text) == 0


@pytest.mark.parametrize(
    ("spelled", "cyrillic"),
    [
        ("Sucharski", "Сухарский"),
        ("Zacharenko", "Захаренко"),
        ("Kochanski", "Коханский"),
        ("Bocharov", "Бочаров"),
        ("Chodorenko", "Ходоренко"),
        ("Chebotar", "Чеботар"),
        ("Juraev", "Джураев"),
        ("Jabbarov", "Джаббаров"),
        ("Jdanov", "Жданов"),
        ("Jramov", "Храмов"),
        ("Axmedov", "Ахмедов"),
        ("Zhexenov", "Жексенов"),
        ("Hacıyev", "Гаджиев"),
        ("Orlovschi", "Орловский"),
        ("Daniliuc", "Данилюк"),
        ("Łukoski", "Луковский"),
        ("Dąmbski", "Домбский"),
        ("Ivanovas", "Иванов"),
    ],
)
def test_letters_read_in_two_ways_are_read_as_the_word_tells(spelled: str, cyrillic: str) -> None:
    assert skeleton(spelled) == skeleton(cyrillic)
