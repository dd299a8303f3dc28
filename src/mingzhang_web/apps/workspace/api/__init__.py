"""The workspace for programs (接口), a router for each part of the work."""
