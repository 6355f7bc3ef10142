"""A second reading of a Wayhome journal, by a program that shares nothing with Wayhome but the formats.

    python verify_journal.py JOURNAL [CHECKPOINT ...]        and that checkpoints shown to others are of this history

It needs Python 3.11 and PyNaCl. It checks forms, signatures, passkeys, covenants, running numbers, what authors had
seen, sealed parts, the tree, the checkpoint and its cosignatures, and names the first entry that is wrong. It leaves
out, and says so: the rules of rounds and the law, which `wayhome verify` asks too; and the signature of a passkey by
ES256, for which neither Python nor PyNaCl has the curve (what such a passkey answered, and for whom, is checked).
"""

import json
import re
import sys
import unicodedata
from base64 import b64decode, b64encode, urlsafe_b64encode
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace

import nacl.bindings as sodium
import nacl.exceptions

WINDOW = 2**16
ERRORS = (ValueError, KeyError, TypeError, AttributeError, RecursionError, nacl.exceptions.CryptoError)
ENTRY, COVENANT = "application/vnd.wayhome.entry+json", "application/vnd.wayhome.covenant+json"
FIELDS = {"author", "facts", "journal", "kind", "round", "sealed", "seen", "sequence", "time", "version"}


class Wrong(ValueError):
    """Something is not as it must be."""


def require(condition, why):
    if not condition:
        raise Wrong(why)


def canonical(value, depth=64):
    """RFC 8785, without floats, with integers below 2^53, strings in NFC, nested at most 64 deep."""
    require(depth >= 0 or not isinstance(value, dict | list), "nested too deep")
    if isinstance(value, str):
        require(unicodedata.is_normalized("NFC", value), "text that is not NFC")
        return json.dumps(value, ensure_ascii=False)
    if value is None or isinstance(value, int):
        require(value is None or abs(value) < 2**53, "an integer beyond 2^53-1")
        return json.dumps(value)
    if isinstance(value, list):
        return "[" + ",".join(canonical(each, depth - 1) for each in value) + "]"
    require(isinstance(value, dict), "a number that is no integer")
    names = sorted(value, key=lambda name: name.encode("utf-16-be", "surrogatepass"))
    return "{" + ",".join(canonical(name) + ":" + canonical(value[name], depth - 1) for name in names) + "}"


def parsed(data):
    value = json.loads(data.decode())
    require(canonical(value).encode() == data, "not canonical JSON")
    return value


def base64(text):
    data = b64decode(text, validate=True)
    require(b64encode(data).decode() == text, "not canonical base64")
    return data


def check_signature(key, message, signature):
    require(len(key) == 32 and sodium.crypto_core_ed25519_is_valid_point(key), "not an honest key")
    require(len(signature) == 64, "not a signature")
    sodium.crypto_sign_open(signature + message, key)


def opened(data, kind):
    """An envelope's payload, the keys that signed it, what they signed, and the passkeys beside."""
    envelope = parsed(data)
    require(isinstance(envelope, dict) and envelope.get("payloadType") == kind, "another type of payload")
    require(not envelope.keys() - {"payload", "payloadType", "signatures", "passkeys"}, "unknown fields")
    require("passkeys" not in envelope or envelope["passkeys"], "an empty list of passkeys")
    payload, signatures = base64(envelope["payload"]), envelope.get("signatures", [])
    message = b"DSSEv1 %d %b %d %b" % (len(kind), kind.encode(), len(payload), payload)
    names = [each.get("keyid") for each in signatures]
    require(names and names == sorted(set(names)), "signatures missing, doubled or out of order")
    for each in signatures:
        require(each.keys() == {"keyid", "sig"}, "unknown fields")
        check_signature(base64(each["keyid"]), message, base64(each["sig"]))
    return parsed(payload), set(names), message, envelope.get("passkeys", [])


def append(at, envelope):
    """Add an envelope to the edge of the RFC 6962 tree, and its root to the roots of the last sizes."""
    root, size = sha256(b"\0" + envelope).digest(), at.size
    while size & 1:
        root, size = sha256(b"\1" + at.peaks.pop() + root).digest(), size >> 1
    at.peaks.append(root)
    for peak in at.peaks[-2::-1]:
        root = sha256(b"\1" + peak + root).digest()
    at.size += 1
    at.roots[at.size] = root
    at.roots.pop(at.size - WINDOW - 1, None)


def note(data):
    text, _, block = data.decode().rpartition("\n\n")
    match = re.fullmatch(r"([^\s+]+)\n(0|[1-9][0-9]{0,14})\n([^\n]{44})", text, re.ASCII)
    lines = [re.fullmatch(r"— ([^\s+]+) ([A-Za-z0-9+/=]+)", line) for line in block.removesuffix("\n").split("\n")]
    require(match and block.endswith("\n") and all(lines), "not a checkpoint")
    return text + "\n", [(line[1], base64(line[2])) for line in lines], match[1], int(match[2]), base64(match[3])


def signers(data, keys, kind, name):
    """How many of these keys signed a note under a name, as its keeper (kind 1) or as one that watches (4)."""
    (text, signatures, *_), count = note(data), 0
    for key in map(base64, keys):
        hashed = sha256(f"{name}\n".encode() + bytes([kind]) + key).digest()[:4]
        ours = [value[4:] for line, value in signatures if line == name and value[:4] == hashed]
        require(len(ours) < 2, "signed twice with one key")
        for value in ours:
            message = text if kind == 1 else f"cosignature/v1\ntime {int.from_bytes(value[:8])}\n{text}"
            check_signature(key, message.encode(), value if kind == 1 else value[8:])
            count += 1
    return count


def check_note(data, origin, keeper, watching):
    _, _, named, size, root = note(data)
    require(named == origin, "a checkpoint of another journal")
    require(signers(data, keeper["keys"], 1, origin) >= keeper["threshold"], "not signed by the keeper")
    cosigned = []
    for seat, office in watching.items():
        name = f"{origin}/" + re.sub(r"[\s+%]", lambda m: "".join(f"%{b:02X}" for b in m[0].encode()), seat)
        cosigned += [seat] if signers(data, office["keys"], 4, name) >= office["threshold"] else []
    return size, root, sorted(cosigned)


def check_covenant(document, before, journal):
    covenant, signed, _, _ = opened(document.encode(), COVENANT)
    require(covenant["journal"] == journal, "a covenant of another journal")
    require(covenant["version"] == (before["version"] + 1 if before else 1), "not the next version of the covenant")
    old = before["seats"] if before else {}
    for seat, office in covenant["seats"].items():
        fresh = set(office["keys"]) - set(old.get(seat, {"keys": []})["keys"])
        require(fresh <= signed, f"a new key of {seat} has not signed the covenant")
        gone = {each["key"] for each in office["former"]}
        require(seat not in old or set(old[seat]["keys"]) <= gone | set(office["keys"]), f"a key of {seat} is gone")
    require(old.keys() <= covenant["seats"].keys(), "a seat is gone from the covenant")
    for version in filter(None, (before, covenant)):
        agreeing = [s for s, o in version["seats"].items() if len(signed & set(o["keys"])) >= o["threshold"]]
        require(len(agreeing) >= (version["threshold"] if before else len(version["seats"])), "too few seats signed")
    return covenant


def check_author(entry, signed, message, passkeys, office, party):
    require(office, f"no key is known for {entry['author']}")
    former = {each["key"] for each in office["former"] if entry["sequence"] <= each["trusted_to"]}
    require(signed <= former | set(office["keys"]), "signed by another key than the author's")
    require(len(signed) >= office["threshold"], "not enough of the author's keys have signed")
    return sum(not check_passkey(given, sha256(message).digest(), office["passkeys"], party) for given in passkeys)


def asked_of_all(own, among):
    """What a passkey was asked with for several acts: their number, and the root of the tree (RFC 6962) over them."""
    path, index, size = among.values()
    require([*among, *map(type, among.values())] == ["path", "position", "size", list, int, int], "unknown fields")
    require(0 <= index < size > 1, "no place among several acts")
    path, inner, root = list(map(base64, path)), (index ^ size - 1).bit_length(), sha256(b"\0" + own).digest()
    require(len(path) == inner + (index >> inner).bit_count() and {*map(len, path)} == {32}, "a path to elsewhere")
    for level, beside in enumerate(path):
        root = sha256(b"\1" + (beside + root if level >= inner or index >> level & 1 else root + beside)).digest()
    return sha256(b"wayhome acts under one touch, version 1\n%d\n%b" % (size, root)).digest()


def check_passkey(given, own, passkeys, party):
    """Check what a passkey answered of an act, and its signature if that is Ed25519. Return whether it is."""
    require(len(given.keys() - {"among"}) == 4, "unknown fields")
    known = [each for each in passkeys if each["credential"] == given["credential"]]
    require(known and party, "a passkey the covenant doesn't name")
    client, data = json.loads(base64(given["clientDataJSON"])), base64(given["authenticatorData"])
    asked = urlsafe_b64encode(asked_of_all(own, given["among"]) if "among" in given else own).rstrip(b"=").decode()
    require((client.get("type"), client.get("challenge")) == ("webauthn.get", asked), "a passkey for something else")
    require(client.get("origin") in party["origins"] and not client.get("crossOrigin"), "a passkey from elsewhere")
    require(len(data) == 37 and data[:32] == sha256(party["id"].encode()).digest(), "a passkey of another party")
    require(data[32] & 1 and (data[32] & 4 or not party["user_verification"]), "a passkey without touch or person")
    message, signature = data + sha256(base64(given["clientDataJSON"])).digest(), base64(given["signature"])
    if known[0]["algorithm"] == "EdDSA":
        check_signature(base64(known[0]["key"]), message, signature)
    return known[0]["algorithm"] == "EdDSA"


def check_entry(line, at):
    entry, signed, message, passkeys = opened(line, ENTRY)
    require(isinstance(entry, dict) and entry.keys() == FIELDS, "not an entry")
    author, kind, facts, seen = entry["author"], entry["kind"], entry["facts"], entry["seen"]
    introduces = kind in ("round.opened", "seat.taken")
    key = facts["key"] if introduces else at.seats.get((entry["round"], author))
    simple = key and {"keys": [key], "threshold": 1, "former": [], "passkeys": []}
    office = (at.covenant["seats"].get(author) if at.covenant else None) or simple
    at.unchecked += check_author(entry, signed, message, passkeys, office, at.covenant and at.covenant["relying_party"])
    require(at.origin in (None, entry["journal"]), "an entry of another journal")
    require(entry["sequence"] == at.numbers.get(author, 0) + 1, "not its author's next running number")
    require(at.roots.get(seen["size"]) == base64(seen["root"]), "had seen other entries")
    for part in entry["sealed"]:
        path = at.folder / "sealed" / part["digest"]
        require(not path.exists() or sha256(path.read_bytes()).hexdigest() == part["digest"], "a changed sealed part")
    if kind == "covenant.adopted":
        at.covenant = check_covenant(facts["covenant"], at.covenant, entry["journal"])
        at.keeper = at.covenant["seats"][at.covenant["keeper"]]
        at.watching = {seat: at.covenant["seats"][seat] for seat in at.covenant["watching"]}
    elif introduces and not at.covenant:
        at.seats[entry["round"], author], at.keeper = key, at.keeper or simple
        at.watchers |= {*facts.get("parties", []), facts.get("observer")}
        at.watching |= {author: simple} if author in at.watchers else {}
    at.origin, at.numbers[author], at.seen = entry["journal"], entry["sequence"], max(at.seen, seen["size"])


def check_journal(folder, others=()):
    """Check a journal, and that the notes ``others`` go with it. Return what was found, or raise what is wrong."""
    at = SimpleNamespace(folder=folder, size=0, peaks=[], roots={0: sha256(b"").digest()}, numbers={}, seats={}, seen=0)
    at.covenant, at.keeper, at.watchers, at.watching, at.origin, at.unchecked = None, None, set(), {}, None, 0
    stored = [("checkpoint", path.read_bytes()) for path in [folder / "checkpoint"] if path.exists()]
    notes, roots = [*stored, *others], {0: at.roots[0]}
    sizes = {int(match[1]) for _, data in notes if (match := re.search(rb"^[^\n]+\n([0-9]{1,15})\n", data))}
    with (folder / "entries.jsonl").open("rb") as lines:
        for line in lines:
            if not line.endswith(b"\n"):
                break
            try:
                check_entry(line[:-1], at)
            except ERRORS as error:
                raise Wrong(f"entry {at.size} is the first that is wrong: {error}") from error
            append(at, line[:-1])
            roots |= {at.size: at.roots[at.size]} if at.size in sizes else {}
    require(stored and at.keeper, f"entry {at.size} is the first that is wrong: there is no checkpoint")
    found = f"{at.size} entries, root {at.roots[at.size].hex()}\nnot checked here: the rules of rounds and the law"
    found += f", the signatures of {at.unchecked} passkeys (ES256)" if at.unchecked else ""
    for name, data in notes:
        try:
            size, root, cosigned = check_note(data, at.origin, at.keeper, at.watching)
        except ERRORS as error:
            raise Wrong(f"entry {at.size} is the first that is wrong: {name}: {error}") from error
        first = at.size if size > at.size else min(at.seen, size)
        require(roots.get(size) == root, f"entry {first} is the first that is wrong: {name} is of other entries")
        found += f"\n{name}: {size} entries, cosigned by {', '.join(cosigned) or 'nobody'}"
    return found


if __name__ == "__main__":
    try:
        print(check_journal(Path(sys.argv[1]), [(each, Path(each).read_bytes()) for each in sys.argv[2:]]))
    except Wrong as error:
        sys.exit(str(error))
