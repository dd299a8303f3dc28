"""Pages of publishing: the public portal, the files of editions, the page that publishes."""
