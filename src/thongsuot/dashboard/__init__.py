"""How far is it, at any unit and on any day? Figures, snapshots, differences, the progress report."""
