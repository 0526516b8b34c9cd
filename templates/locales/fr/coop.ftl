# coop
