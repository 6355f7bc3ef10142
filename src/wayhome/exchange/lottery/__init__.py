"""The fair lottery among people whom the terms leave equal: `leximin` gives chances, `frozen` publishes, `drawn` draws.

It never says who is to be preferred, never uses randomness that isn't passed in, and claims nothing fairer impossible
unless that is proven in whole numbers.
"""

from wayhome.exchange.lottery.among import Among, lottery_among, without_settled
from wayhome.exchange.lottery.chances import Chances, Cut, Level, Ticket
from wayhome.exchange.lottery.draw import SECRET_BYTES, commitment, drawn, number_below, seed
from wayhome.exchange.lottery.freeze import frozen
from wayhome.exchange.lottery.leximin import leximin

__all__ = [
    "SECRET_BYTES",
    "Among",
    "Chances",
    "Cut",
    "Level",
    "Ticket",
    "commitment",
    "drawn",
    "frozen",
    "leximin",
    "lottery_among",
    "number_below",
    "seed",
    "without_settled",
]
