"""ristretto255 written down from RFC 9496 with Python's numbers: slow, not for secrets, nothing of libsodium in it."""

from __future__ import annotations

from hashlib import sha512

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
SQRT_M1 = pow(2, (P - 1) // 4, P)

Point = tuple[int, int, int, int]
"""X, Y, Z, T of an extended Edwards point."""
NEUTRAL: Point = (0, 1, 1, 0)


def absolute(x: int) -> int:
    """Of x and −x the one that is even."""
    return x % P if x % P % 2 == 0 else -x % P


def sqrt_ratio(u: int, v: int) -> tuple[bool, int]:
    """Whether u/v is a square, and the root of it or of its multiple (RFC 9496, 4.2)."""
    root = u * v**3 * pow(u * v**7, (P - 5) // 8, P) % P
    check = v * root**2 % P
    correct, flipped, flipped_i = check == u % P, check == -u % P, check == -u * SQRT_M1 % P
    if flipped or flipped_i:
        root = root * SQRT_M1 % P
    return correct or flipped, absolute(root)


def add(one: Point, other: Point) -> Point:
    x1, y1, z1, t1 = one
    x2, y2, z2, t2 = other
    a, b, c, d = (y1 - x1) * (y2 - x2), (y1 + x1) * (y2 + x2), 2 * D * t1 * t2, 2 * z1 * z2
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def multiply(scalar: int, point: Point) -> Point:
    total = NEUTRAL
    while scalar:
        if scalar & 1:
            total = add(total, point)
        point, scalar = add(point, point), scalar >> 1
    return total


def decode(data: bytes) -> Point | None:
    """RFC 9496, 4.3.1; None for what is no encoding."""
    s = int.from_bytes(data, "little")
    if len(data) != 32 or s >= P or s % 2:
        return None
    u1, u2 = (1 - s * s) % P, (1 + s * s) % P
    v = (-D * u1 * u1 - u2 * u2) % P
    square, inverse = sqrt_ratio(1, v * u2 * u2)
    den_x = inverse * u2 % P
    den_y = inverse * den_x * v % P
    x, y = absolute(2 * s * den_x), u1 * den_y % P
    if not square or x * y % P % 2 or y == 0:
        return None
    return x, y, 1, x * y % P


def encode(point: Point) -> bytes:
    """RFC 9496, 4.3.2."""
    x0, y0, z0, t0 = point
    u1, u2 = (z0 + y0) * (z0 - y0) % P, x0 * y0 % P
    _, inverse = sqrt_ratio(1, u1 * u2 * u2)
    den1, den2 = inverse * u1 % P, inverse * u2 % P
    z_inverse = den1 * den2 * t0 % P
    x, y, den = x0, y0, den2
    if t0 * z_inverse % P % 2:
        _, root = sqrt_ratio(1, -1 - D)
        x, y, den = y0 * SQRT_M1 % P, x0 * SQRT_M1 % P, den1 * root % P
    if x * z_inverse % P % 2:
        y = -y % P
    return absolute(den * (z0 - y)).to_bytes(32, "little")


def from_uniform(data: bytes) -> Point:
    """RFC 9496, 4.3.4."""
    halves = [int.from_bytes(data[at : at + 32], "little") % 2**255 for at in (0, 32)]
    return add(*map(_elligator, halves))


def _elligator(t: int) -> Point:
    r = SQRT_M1 * t * t % P
    u, c = (r + 1) * (1 - D * D) % P, -1
    v = (c - r * D) * (r + D) % P
    square, s = sqrt_ratio(u, v)
    if not square:
        s, c = -absolute(s * t) % P, r
    n = (c * (r - 1) * (D - 1) ** 2 - v) % P
    sqrt_ad_minus_one = -sqrt_ratio(-D - 1, 1)[1]
    w0, w1, w2, w3 = 2 * s * v, n * sqrt_ad_minus_one, 1 - s * s, 1 + s * s
    return w0 * w3 % P, w2 * w1 % P, w1 * w3 % P, w0 * w2 % P


def hash_to_group(message: bytes, domain: bytes) -> Point:
    """RFC 9380, 5.3.1 with SHA-512, then RFC 9496, 4.3.4."""
    ending = domain + bytes([len(domain)])
    first = sha512(bytes(128) + message + (64).to_bytes(2, "big") + b"\0" + ending).digest()
    return from_uniform(sha512(first + b"\1" + ending).digest())
