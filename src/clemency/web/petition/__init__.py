"""The petitioner's side, until the petition is sent."""
