"""What the coordinator sees: who has answered, what to do today."""
