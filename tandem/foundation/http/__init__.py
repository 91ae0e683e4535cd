"""Requests and answers: request id, refusals, logs."""
