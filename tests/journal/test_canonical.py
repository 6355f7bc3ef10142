import json
import unicodedata
from functools import partial

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from wayhome.journal.canonical import DEEPEST, LARGEST_INTEGER, decode, encode, from_base64, to_base64
from wayhome.journal.errors import NotCanonical

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8).map(partial(unicodedata.normalize, "NFC"))
VALUE = st.recursive(
    st.none() | st.booleans() | st.integers(-LARGEST_INTEGER, LARGEST_INTEGER) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)


def test_strings_as_in_rfc_8785_section_3_2_2():
    text = "\u20ac$\u000f\u000aA'\u0042\u0022\u005c\\\"/"
    assert encode({"string": text}) == '{"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'.encode()


def test_literals_as_in_rfc_8785_section_3_2_2():
    assert encode({"literals": [None, True, False]}) == b'{"literals":[null,true,false]}'


def test_fields_are_sorted_as_in_rfc_8785_section_3_2_3():
    names = ["\u20ac", "\r", "1", "\U0001f600", "\u0080", "\u00f6"]
    assert list(json.loads(encode(dict.fromkeys(names)))) == ["\r", "1", "\u0080", "\u00f6", "\u20ac", "\U0001f600"]


def test_the_field_of_that_example_that_is_not_nfc_is_refused():
    dalet_with_dagesh = {"\ufb33": "Hebrew Letter Dalet With Dagesh"}
    assert rfc8785.dumps(dalet_with_dagesh)
    with pytest.raises(NotCanonical, match="NFC"):
        encode(dalet_with_dagesh)


def test_fields_are_sorted_by_utf_16_and_not_by_code_point():
    assert encode({"Ａ": 1, "😀": 2, "ї": 3, "م": 4}) == '{"ї":3,"م":4,"😀":2,"Ａ":1}'.encode()


def test_text_that_is_not_ascii_stands_as_it_is():
    value = {"موكب": ["Калинівка", -LARGEST_INTEGER], "ім’я": "Олена"}
    data = '{"ім’я":"Олена","موكب":["Калинівка",-9007199254740991]}'.encode()
    assert encode(value) == data
    assert decode(data) == value


@pytest.mark.parametrize(
    "value",
    [
        1.0,
        float("nan"),
        float("inf"),
        2**53,
        -(2**53),
        "e\u0301",
        "\ud800",
        {"\udc00": 1},
        {"e\u0301": 1},
        {1: "one"},
        {None: 1},
        b"bytes",
        {1, 2},
        object(),
        [[1, {"x": 0.5}]],
    ],
    ids=lambda value: type(value).__name__,
)
def test_values_without_one_canonical_form_are_refused(value):
    with pytest.raises(NotCanonical):
        encode(value)


def test_a_refusal_names_the_field_and_not_the_value():
    with pytest.raises(NotCanonical, match=r"^people: 1: name: text that is not in .* NFC$"):
        encode({"people": [{"name": "Ann"}, {"name": "Rene\u0301"}]})


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b'{"a":1,"a":1}',
        b'{"a":1,"a":2}',
        b'{"b":1,"a":2}',
        b'{"a": 1}',
        b' {"a":1}',
        b'{"a":1}\n',
        b"1.0",
        b"1e3",
        b"-0",
        b"01",
        b"NaN",
        b"Infinity",
        b"9007199254740992",
        b"1" * 5000,
        rb'"\u0041"',
        rb'"\/"',
        rb'"\ud800"',
        '"e\u0301"'.encode(),
        b'"\xff"',
        b'"\xed\xa0\x80"',
        b"\xef\xbb\xbf1",
        '"a"'.encode("utf-16"),
        b"1 2",
        b"[" * 100_000,
    ],
    ids=lambda data: repr(data[:24]),
)
def test_bytes_that_are_not_canonical_are_refused(data):
    with pytest.raises(NotCanonical):
        decode(data)


def test_nesting_ends_at_the_same_depth_for_every_reader():
    deepest = b"[" * DEEPEST + b"]" * DEEPEST
    assert encode(decode(deepest)) == deepest
    with pytest.raises(NotCanonical):
        decode(b"[" + deepest + b"]")


@given(VALUE)
@settings(max_examples=60, deadline=None)
def test_decoding_gives_back_what_was_encoded(value):
    data = encode(value)
    assert decode(data) == value
    assert rfc8785.dumps(value) == data


@given(st.binary(max_size=40))
@settings(max_examples=60, deadline=None)
def test_base64_has_one_form(data):
    assert from_base64(to_base64(data)) == data


@pytest.mark.parametrize("text", ["YQ", "YQ=", "YR==", "YQ==\n", " YQ==", "YQ==YQ==", "Y-_=", "ЮЮЮЮ", "YQ==="])
def test_other_base64_is_refused(text):
    with pytest.raises(NotCanonical):
        from_base64(text)
