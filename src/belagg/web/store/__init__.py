"""The tables of studies in the database, and the only way between them and Study."""
