"""What a mapping is: vocabulary, tables, the immutable Study, and the package on disk."""
