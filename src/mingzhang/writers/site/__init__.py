"""A disclosure as a static site (公开网站): a folder of pages that works without a server.

Pages name their style and script files and nothing else, so a strict content security policy
holds; what a page shows without scripts is complete, scripts only add to it.
"""
