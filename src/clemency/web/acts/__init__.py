"""Every act of the procedure as a page: tried, shown, done, refused."""
