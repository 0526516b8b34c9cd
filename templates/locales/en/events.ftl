# Assemblies and tasting nights.
