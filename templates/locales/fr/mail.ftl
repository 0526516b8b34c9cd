# Courriers.

mail-placed-subject = Votre commande { $number } chez { $restaurant }
mail-placed-text = Votre commande { $number } est partie chez { $restaurant }. Vous pouvez la suivre ici :
mail-ended-refused = { $restaurant } n’a pas pu prendre votre commande { $number }
mail-ended-unanswered = { $restaurant } n’a pas répondu à votre commande { $number }
mail-ended-cancelled = Votre commande { $number } chez { $restaurant } est annulée
mail-ended-why = La raison : { $why }.
mail-ended-text = La commande { $number } chez { $restaurant } s’arrête là, et vous n’avez rien payé. Sa page :
