"""DDI-Codebook 2.5: what an archive wants to know of a study and its variables."""
