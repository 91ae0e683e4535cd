"""Who carries messages out of the house, one module each; `settings` names the ones in use by dotted path."""
