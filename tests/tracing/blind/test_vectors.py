"""The vectors of RFC 9497 from the folder that WAYHOME_VECTORS names; without it they are not collected.

oprf: cfrg/draft-irtf-cfrg-voprf, allVectors.json: ristretto255-SHA512, modes OPRF (0) and VOPRF (1).
"""

import json
import os
from hashlib import sha512
from pathlib import Path

import pytest

from wayhome.tracing.blind.hashing import hash_to_elements
from wayhome.tracing.blind.proof import prove, proves
from wayhome.tracing.blind.ristretto import multiply_base, multiply_each, scalar_inverse

SUITES = [
    suite
    for suite in json.loads((Path(os.environ["WAYHOME_VECTORS"]) / "oprf" / "allVectors.json").read_bytes())
    if suite["identifier"] == "ristretto255-SHA512" and suite["mode"] in (0, 1)
]
CASES = [(suite, vector) for suite in SUITES for vector in suite["vectors"]]


def _each(vector, name):
    return [bytes.fromhex(part) for part in vector[name].split(",")]


def _sized(data):
    return len(data).to_bytes(2, "big") + data


def test_the_suite_has_both_modes():
    assert sorted(suite["mode"] for suite in SUITES) == [0, 1]
    assert len(CASES) == 5


@pytest.mark.parametrize(("suite", "vector"), CASES)
def test_blinding_and_evaluation(suite, vector):
    key = bytes.fromhex(suite["skSm"])
    names = ("Input", "Blind", "BlindedElement", "EvaluationElement", "Output")
    for input_, blind, blinded, evaluated, output in zip(*(_each(vector, name) for name in names), strict=True):
        assert multiply_each(blind, hash_to_elements([input_], bytes.fromhex(suite["groupDST"]))) == blinded
        assert multiply_each(key, blinded) == evaluated
        unblinded = multiply_each(scalar_inverse(blind), evaluated)
        assert sha512(_sized(input_) + _sized(unblinded) + b"Finalize").digest() == output


@pytest.mark.parametrize(("suite", "vector"), [case for case in CASES if case[0]["mode"] == 1])
def test_proofs(suite, vector):
    key, public = bytes.fromhex(suite["skSm"]), bytes.fromhex(suite["pkSm"])
    before, after = (b"".join(_each(vector, name)) for name in ("BlindedElement", "EvaluationElement"))
    proof, nonce = (bytes.fromhex(vector["Proof"][name]) for name in ("proof", "r"))
    assert multiply_base(key) == public
    assert prove(key, public, before, after, nonce) == proof
    assert proves(public, before, after, proof)
