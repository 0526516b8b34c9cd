# Specials: photos, plans, hashtags.
