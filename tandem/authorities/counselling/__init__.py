"""The counsellor's desk: caseload, agreements, review of proofs."""
