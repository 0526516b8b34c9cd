# Courriers.

mail-placed-subject = Votre commande { $number } chez { $restaurant }
mail-placed-text = Votre commande { $number } est partie chez { $restaurant }. Vous pouvez la suivre ici :
mail-ended-refused = { $restaurant } n’a pas pu prendre votre commande { $number }
mail-ended-unanswered = { $restaurant } n’a pas répondu à votre commande { $number }
mail-ended-cancelled = Votre commande { $number } chez { $restaurant } est annulée
mail-ended-why = La raison : { $why }.
mail-ended-text = La commande { $number } chez { $restaurant } s’arrête là, et vous n’avez rien payé. Sa page :
mail-news-subject = Du nouveau chez les restaurants que vous suivez
mail-news-special = { $restaurant } : { $title }
mail-news-text = Du nouveau chez les restaurants dont vous vouliez des nouvelles :
mail-news-end = Ne plus recevoir ces courriers :
