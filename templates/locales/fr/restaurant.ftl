# restaurant
