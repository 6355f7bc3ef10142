"""A plan as one page to read, print and keep: who goes and when, what binds, what else there is."""

from wayhome.exchange.report.page import plan_page, plan_pages
from wayhome.exchange.report.people import HELD, time_held

__all__ = ["HELD", "plan_page", "plan_pages", "time_held"]
