"""Read policy documents, find concepts in them, and measure how much they say."""
