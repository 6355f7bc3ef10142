import base64
import json

import nacl.signing
import pytest

from wayhome.journal import BadEnvelope, BadSignature, NotCanonical
from wayhome.journal.canonical import encode
from wayhome.journal.envelope import PAYLOAD_TYPE, Envelope, pre_authentication_encoding


def test_known_answer_of_the_dsse_protocol():
    encoded = pre_authentication_encoding("http://example.com/HelloWorld", b"hello world")
    assert encoded == b"DSSEv1 29 http://example.com/HelloWorld 11 hello world"


def test_lengths_are_written_without_zeros_before_them():
    assert pre_authentication_encoding("", b"") == b"DSSEv1 0  0 "


def test_lengths_count_bytes_and_not_characters():
    encoded = pre_authentication_encoding("application/тип", "мир".encode())
    assert encoded == "DSSEv1 18 application/тип 6 мир".encode()


def test_an_envelope_can_be_made_and_read_with_nothing_but_json_and_a_signature(table):
    payload = '{"حرف":"літера"}'.encode()
    key = nacl.signing.SigningKey(b"\x01" * 32)
    public = bytes(key.verify_key)
    signature = key.sign(b"DSSEv1 34 application/vnd.wayhome.entry+json %d %b" % (len(payload), payload)).signature
    by_hand = {
        "payload": base64.b64encode(payload).decode(),
        "payloadType": "application/vnd.wayhome.entry+json",
        "signatures": [{"keyid": base64.b64encode(public).decode(), "sig": base64.b64encode(signature).decode()}],
    }
    stored = Envelope.sign(payload, table.keys["lysoria"]).encode()
    assert stored == json.dumps(by_hand, separators=(",", ":")).encode()
    opened = Envelope.decode(stored)
    assert opened.payload == payload
    assert opened.verify() == {public}


def test_it_is_not_anyone_elses(table):
    signed_by = Envelope.sign(b"{}", table.keys["lysoria"]).verify()
    with pytest.raises(BadSignature, match="another key"):
        table.offices["torvenia"].require(signed_by, 1)


def test_a_key_id_put_over_another_ones_signature_is_refused(table):
    theirs = json.loads(Envelope.sign(b"{}", table.keys["lysoria"]).encode())
    theirs["signatures"][0]["keyid"] = str(table.keys["torvenia"].public)
    with pytest.raises(BadSignature, match="not signed by"):
        Envelope.decode(encode(theirs)).verify()


def _changed(envelope, **changes):
    return {**envelope, **changes}


@pytest.mark.parametrize(
    "change",
    [
        lambda e: [],
        lambda e: {k: v for k, v in e.items() if k != "payload"},
        lambda e: _changed(e, extra=1),
        lambda e: _changed(e, payload="e30"),
        lambda e: _changed(e, payload="e31="),
        lambda e: _changed(e, payload=1),
        lambda e: _changed(e, payloadType="application/json"),
        lambda e: _changed(e, signatures=[]),
        lambda e: _changed(e, signatures=e["signatures"] * 2),
        lambda e: _changed(e, signatures=e["signatures"][0]),
        lambda e: _changed(e, signatures=[_changed(e["signatures"][0], extra=1)]),
        lambda e: _changed(e, signatures=[_changed(e["signatures"][0], keyid="AB" * 32)]),
        lambda e: _changed(e, signatures=[_changed(e["signatures"][0], keyid="ab" * 32 + "\n")]),
        lambda e: _changed(e, signatures=[_changed(e["signatures"][0], sig="AAAA")]),
        lambda e: _changed(e, signatures=[_changed(e["signatures"][0], sig="A" * 86)]),
        lambda e: _changed(e, signatures=[_changed(e["signatures"][0], sig=None)]),
    ],
)
def test_other_forms_are_refused(table, change):
    envelope = json.loads(Envelope.sign(b"{}", table.keys["lysoria"]).encode())
    with pytest.raises(BadEnvelope):
        Envelope.decode(encode(change(envelope)))


def test_other_bytes_of_the_same_json_are_refused(table):
    stored = Envelope.sign(b"{}", table.keys["lysoria"]).encode()
    assert PAYLOAD_TYPE.encode() in stored
    for same in (json.dumps(json.loads(stored)).encode(), stored + b"\n", b" " + stored):
        with pytest.raises(NotCanonical):
            Envelope.decode(same)
