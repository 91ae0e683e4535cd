"""The person comes to her own file: who she is, and what others wrote before she came."""
