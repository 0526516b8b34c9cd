# Letters.

mail-placed-subject = Your order { $number } at { $restaurant }
mail-placed-text = Your order { $number } has been sent to { $restaurant }. You can follow it here:
mail-ended-refused = { $restaurant } could not take your order { $number }
mail-ended-unanswered = { $restaurant } did not answer your order { $number }
mail-ended-cancelled = Your order { $number } at { $restaurant } is cancelled
mail-ended-why = The reason: { $why }.
mail-ended-text = Order { $number } at { $restaurant } has ended, and you have paid nothing. This is its page:
mail-news-subject = New specials at restaurants that you follow
mail-news-special = { $restaurant }: { $title }
mail-news-text = New at the restaurants that you wanted to hear of:
mail-news-end = No more such letters:
