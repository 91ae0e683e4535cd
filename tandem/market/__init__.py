"""Jobs: ads, publication, alerts, candidates. A neighbour of `eservices`; they meet in the roof."""
