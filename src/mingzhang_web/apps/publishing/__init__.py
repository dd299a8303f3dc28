"""Publishing (公开): frozen editions, the public portal."""
