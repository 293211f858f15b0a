"""What the pilot knows."""
