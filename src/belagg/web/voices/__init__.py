"""Reference groups: who may meet, what was said, what the one who said it has agreed to."""
