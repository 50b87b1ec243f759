"""The rules by which people judge: what may follow what, who may see what, what may be told."""
