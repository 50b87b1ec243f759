"""Claims: what bodies say of themselves, held against documents and graded."""
