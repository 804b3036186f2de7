"""The pages of whoever asked, once something is on the docket."""
