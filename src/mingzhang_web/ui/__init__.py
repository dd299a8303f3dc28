"""What all pages share (界面): frame, parts, styles, error pages."""
