"""The body's own say (*faktagranskning*): what will be said of it, and what it answers to that."""
