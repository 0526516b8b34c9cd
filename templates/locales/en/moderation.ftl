# Blocks, limits, reports.
