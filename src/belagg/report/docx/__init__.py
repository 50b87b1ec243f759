"""The document tree as a Word document (Office Open XML, ISO/IEC 29500 transitional)."""
