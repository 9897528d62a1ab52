"""What is measured beside: the plain way to do it, or a short program for a library in an environment of its own."""
