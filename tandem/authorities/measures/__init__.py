"""Catalogue of measures, referral, attendance, service contracts."""
