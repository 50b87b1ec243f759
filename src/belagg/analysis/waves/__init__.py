"""What has changed since the last wave, counted only where it can be compared."""
