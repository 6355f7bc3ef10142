"""A plan as one page to read, print and keep: who goes and when, what binds, what else there is."""

from wayhome.exchange.report.page import plan_page

__all__ = ["plan_page"]
