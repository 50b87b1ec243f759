"""Those who speak in reference groups: what may be told of their words, and what must be first."""
