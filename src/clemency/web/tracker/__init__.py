"""The petitioner's side, once something is on the docket."""
