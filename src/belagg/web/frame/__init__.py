"""What every page shares: layout, styles, security headers, errors."""
