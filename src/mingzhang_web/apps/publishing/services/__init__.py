"""Publishing (公开): asking for it, keeping an edition, the index that the portal searches."""
