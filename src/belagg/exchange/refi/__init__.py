"""REFI-QDA, the exchange format of NVivo, ATLAS.ti, MAXQDA, QualCoder and others."""
