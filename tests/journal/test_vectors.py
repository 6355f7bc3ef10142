"""The conformance suites of others, from the folder that WAYHOME_VECTORS names; without it they are not collected.

jcs: cyberphone/json-canonicalization, testdata · rfc6962: transparency-dev/merkle, testdata · dsse: secure-systems-lab/
dsse, protocol.md · ed25519: C2SP/CCTV, ed25519vectors.json · testvectors_v1: C2SP/wycheproof, ed25519_test.json
"""

import json
import os
from pathlib import Path

import nacl.bindings
import nacl.exceptions
import pytest
import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from wayhome.journal import BadKey, BadProof, BadSignature, NotCanonical, PublicKey, check_consistency, check_inclusion
from wayhome.journal.canonical import decode, encode, from_base64
from wayhome.journal.envelope import pre_authentication_encoding

FLAGS = {
    "low_order_A",
    "low_order_R",
    "low_order_component_A",
    "low_order_component_R",
    "low_order_residue",
    "non_canonical_A",
    "non_canonical_R",
    "reencoded_k",
}
VECTORS = Path(os.environ["WAYHOME_VECTORS"])

# What our narrower profile refuses in a document of the suite, or None where it takes all of it.
JCS = {
    "arrays": None,
    "french": None,
    "structures": "not an integer",
    "unicode": "NFC",
    "values": "not an integer",
    "weird": "NFC",
}


def _cases(folder):
    paths = sorted((VECTORS / "rfc6962" / "testdata" / folder).rglob("*.json"))
    assert paths
    return pytest.mark.parametrize("path", paths, ids=lambda path: f"{path.parent.name}/{path.stem}")


@pytest.mark.parametrize("name", JCS)
def test_json_canonicalization(name):
    testdata = VECTORS / "jcs" / "testdata"
    source = (testdata / "input" / f"{name}.json").read_bytes()
    written = (testdata / "output" / f"{name}.json").read_bytes()
    assert written == bytes.fromhex((testdata / "outhex" / f"{name}.txt").read_text())
    assert rfc8785.dumps(json.loads(source)) == written
    if JCS[name] is None:
        assert encode(json.loads(source)) == written
        assert encode(decode(written)) == written
    else:
        with pytest.raises(NotCanonical, match=JCS[name] if JCS[name] == "NFC" else "float"):
            encode(json.loads(source))


def test_json_canonicalization_covers_the_whole_suite():
    assert {path.stem for path in (VECTORS / "jcs" / "testdata" / "input").iterdir()} == set(JCS)


@_cases("inclusion")
def test_inclusion(path):
    case = json.loads(path.read_text())
    proof = [from_base64(part) for part in case["proof"] or []]
    leaf, root = from_base64(case["leafHash"] or ""), from_base64(case["root"] or "")
    arguments = case["leafIdx"], case["treeSize"], leaf, proof, root
    if case["wantErr"]:
        with pytest.raises(BadProof):
            check_inclusion(*arguments)
    else:
        check_inclusion(*arguments)


@_cases("consistency")
def test_consistency(path):
    case = json.loads(path.read_text())
    proof = [from_base64(part) for part in case["proof"] or []]
    roots = from_base64(case["root1"] or ""), from_base64(case["root2"] or "")
    arguments = case["size1"], case["size2"], *roots, proof
    if case["wantErr"]:
        with pytest.raises(BadProof):
            check_consistency(*arguments)
    else:
        check_consistency(*arguments)


def test_the_tree_suite_is_whole():
    assert len(list((VECTORS / "rfc6962" / "testdata").rglob("*.json"))) == 196


def test_pre_authentication_encoding():
    cases = json.loads((VECTORS / "dsse" / "pae.json").read_bytes())
    encoded = [pre_authentication_encoding(case["payload_type"], case["payload"].encode()) for case in cases]
    assert cases
    assert encoded == [case["pae"].encode() for case in cases]


def _ours(key, message, signature):
    try:
        PublicKey(key).verify(message, signature)
    except (BadKey, BadSignature):
        return False
    return True


def _libsodium(key, message, signature):
    try:
        return nacl.bindings.crypto_sign_open(signature + message, key) == message
    except nacl.exceptions.CryptoError:
        return False


@pytest.fixture(scope="module")
def edge_cases():
    return [
        (bytes.fromhex(case["key"]), case["msg"].encode(), bytes.fromhex(case["sig"]), set(case["flags"] or []))
        for case in json.loads((VECTORS / "ed25519" / "ed25519vectors.json").read_bytes())
    ]


def test_crafted_signatures_get_libsodiums_verdict_if_the_key_may_be_used(edge_cases):
    assert len(edge_cases) == 914
    for key, message, signature, _ in edge_cases:
        honest = nacl.bindings.crypto_core_ed25519_is_valid_point(key)
        assert _ours(key, message, signature) == (honest and _libsodium(key, message, signature))


def test_no_crafted_signature_is_taken_from_a_key_with_a_torsion_component(edge_cases):
    crafted = {"low_order_A", "non_canonical_A", "low_order_component_A"}
    for key, message, signature, flags in edge_cases:
        if flags & crafted:
            assert not _ours(key, message, signature)


def test_the_table_of_verdicts_in_the_documentation_is_what_comes_out(edge_cases):
    page = (Path(__file__).parents[2] / "docs" / "ed25519.md").read_text(encoding="utf-8")
    for flag in (*FLAGS, "(none of these)", "all"):
        cases = [c for c in edge_cases if flag == "all" or flag in c[3] or (flag == "(none of these)" and not c[3])]
        verdicts = [sum(says(*case[:3]) for case in cases) for says in (_libsodium, _ours, _openssl)]
        assert f"| {flag} | {' | '.join(map(str, (len(cases), *verdicts)))} |" in page
    assert {flag for case in edge_cases for flag in case[3]} == FLAGS


def _openssl(key, message, signature):
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def test_wycheproof():
    suite = json.loads((VECTORS / "testvectors_v1" / "ed25519_test.json").read_bytes())
    verdicts = [
        (case["tcId"], _ours(bytes.fromhex(group["publicKey"]["pk"]), *map(bytes.fromhex, (case["msg"], case["sig"]))))
        for group in suite["testGroups"]
        for case in group["tests"]
    ]
    wanted = [(case["tcId"], case["result"] == "valid") for group in suite["testGroups"] for case in group["tests"]]
    assert len(verdicts) == 151
    assert verdicts == wanted
