"""Long work outside the request (后台任务): kept in the database, so that it survives a restart."""
