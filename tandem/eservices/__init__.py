"""What a person files with unemployment insurance. A neighbour of `market`; they meet in the roof."""
