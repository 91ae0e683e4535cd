"""Offices, funds, employers, agencies, providers, helper structures; memberships and roles."""
