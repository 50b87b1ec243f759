"""One module to a kind of block: study and figures in, nodes of the document tree out."""
