"""Kinds of values in addresses, registered once for all features; their `urls.py` import this module."""

from django.urls import register_converter

from tandem.foundation.months import MonthConverter

register_converter(MonthConverter, "month")
