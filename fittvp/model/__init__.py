"""What is known and what is prescribed. The lowest floor: it imports nothing of fittvp above it."""
