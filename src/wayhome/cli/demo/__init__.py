"""`wayhome demo`: one whole round with fictional people, from two lists on each side to people at home.

The round is modelled on a real one, that of 24 August 2025; everybody and every place in it is invented. What officers,
doctors and delegations decide is written down here as a story; everything else (tracing, planning, the rules, the
journal) is what any round goes through.
"""

from wayhome.cli.demo.command import demo

__all__ = ["demo"]
