"""To and from other programs, on pages: what `belagg import` and `belagg export` do."""
