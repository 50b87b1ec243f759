"""The public site: static pages, made of the same tree and by the same renderer as the report."""
