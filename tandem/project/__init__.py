"""Wiring: settings, URLs, servers, schedules. Imports everyone, imported by no one."""
