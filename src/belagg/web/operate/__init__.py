"""Running an installation for years: is it well, and could it be had back."""
