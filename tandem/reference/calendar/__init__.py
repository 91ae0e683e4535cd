"""Legal holidays by canton, working days, periods."""
