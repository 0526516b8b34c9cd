# Who orders: cart, checkout, orders, following.

## Cart

cart-title = Votre panier
cart-view = Voir le panier
cart-items = { $count ->
    [one] { $count } article
   *[other] { $count } articles
}
cart-delivery-included = livraison comprise
cart-food = Plats
cart-bike = Livraison à vélo
cart-bike-way = Livraison à vélo, { $way }
cart-bike-at-checkout = Le prix de la course est dit avant de commander.
cart-rider-share = dont { $amount } pour qui pédale
cart-total = Total
cart-order = Commander
cart-change = Modifier le panier
cart-nothing-added = Rien d’autre ne s’ajoutera.
cart-below-minimum = Le restaurant livre dès { $minimum } ; il manque { $missing }. Vous pouvez aussi passer prendre.
cart-empty = Votre panier est vide
cart-empty-text = Ce que vous choisissez sur une carte attend ici.
cart-find-food = Trouver à manger
cart-line-sold-out = Épuisé. Retirez-le pour commander le reste.
cart-line-gone = N’est plus à la carte. Retirez-le pour commander le reste.
cart-line-unknown = Un plat disparu
cart-count-of = Combien de { $dish }
cart-set-count = Changer
cart-remove = Retirer
cart-added = { $dish } est dans votre panier.
cart-count = On peut commander de 1 à { $most } fois le même plat.
cart-too-many-lines = Un panier contient au plus { $most } plats différents.
cart-no-restaurant = Ce restaurant n’est plus ici.
cart-no-item = Ce plat n’est plus à la carte. Regardez-la de nouveau.
cart-item-sold-out = { $dish } vient d’être épuisé.
cart-not-orderable = On ne peut rien commander chez { $restaurant } pour l’instant : sa coopérative ne répond pas, ou la nôtre n’a pas d’accord avec elle.
cart-other-title = Un panier, un restaurant
cart-other-text = Votre panier contient des plats de <b>{ $before }</b>. Pour commander chez <b>{ $wanted }</b>, il faut le vider.
cart-other-take = Le vider et commander chez { $restaurant }
cart-other-stay = Garder mon panier

## Checkout

checkout-title = Votre commande chez { $restaurant }
checkout-back = Revenir à la carte
checkout-lead = { $total } livraison comprise.
checkout-see-bill = Voir le détail
checkout-where = Où ?
checkout-how = Livraison ou retrait
checkout-delivery = On me livre
checkout-collection = Je passe prendre
checkout-street = Rue
checkout-housenumber = Numéro
checkout-postcode = Code postal
checkout-city = Ville
checkout-door = Étage, code, interphone
checkout-door-hint = Lu seulement par la personne qui livre, effacé 24 heures après la fin de la commande.
checkout-marked = On livre au point que vous avez montré sur la carte, sauf si la carte connaît l’adresse que vous écrivez.
checkout-by-map = Montrer sur la carte
checkout-by-map-again = Montrer un autre point sur la carte
checkout-address-for-delivery = Plutôt me faire livrer
checkout-address-unknown = On ne connaît pas cette adresse. Écrivez-la autrement, ou montrez-la sur la carte.
checkout-address-which = Plusieurs adresses conviennent. Choisissez-en une.
checkout-when = Quand ?
checkout-earliest = au plus tôt
checkout-later = Plus tard
checkout-later-which = Quelle heure, si c’est plus tard
checkout-later-none = Choisissez une heure
checkout-no-slots = Les heures s’affichent quand l’adresse est connue.
checkout-reach = Pour vous joindre
checkout-name = Prénom ou surnom
checkout-name-wrong = Il y a des caractères qui ne peuvent pas s’afficher. Écrivez-le de nouveau.
checkout-tel = Téléphone
checkout-tel-hint = Sert seulement devant la porte. La cuisine ne le voit pas.
checkout-tel-country = Commencez par + et l’indicatif du pays, par exemple +423.
checkout-tel-wrong = Ce n’est pas un numéro de téléphone. Écrivez comme +423 123 45 67.
checkout-pay = Payer
checkout-cash-door = Espèces, à la porte
checkout-cash-counter = Espèces, au comptoir
checkout-sum = Ce que vous payez
checkout-fee-why = le <a href="/about#prices">tarif</a> de la coopérative : une base et chaque kilomètre entamé
checkout-fee-unknown = selon l’adresse
checkout-go = Commander pour { $total }
checkout-ask-price = Voir le prix complet
checkout-recount = Recalculer le prix
checkout-five-minutes = Le restaurant a cinq minutes pour accepter. S’il ne peut pas, vous ne payez rien.
checkout-privacy = Votre adresse reste chez { $coop }. La cuisine voit vos plats, pas votre porte. Seule la personne qui livre lit l’adresse, effacée 24 heures après la fin de la commande.
checkout-privacy-elsewhere = { $other } apprend ce que vous mangez et votre quartier. Votre porte et votre téléphone restent chez { $coop } tant que personne n’est en route ; seule la coopérative qui livre les lit, et ils sont effacés 24 heures après la fin de la commande.
checkout-price-changed = Le prix est maintenant de { $total }
checkout-price-changed-text = Quelque chose a changé pendant que vous étiez ici. Rien n’est commandé. Regardez le détail, puis commandez s’il vous convient.
checkout-no-cart = Votre panier est vide, ou déjà commandé. Regardez vos commandes, ou choisissez de nouveau.
checkout-empty = Il n’y a rien dans le panier.
checkout-sold-out = { $dish } est épuisé. Retirez-le du panier.
checkout-not-on-menu = Un des plats n’est plus à la carte. Retirez-le du panier.
checkout-allergens-unknown = Les allergènes de { $dish } ne sont pas déclarés, on ne peut donc pas le commander d’ici. Retirez-le du panier.
checkout-mixed-currency = { $dish } a un prix dans une autre monnaie et ne peut pas se commander avec le reste.
checkout-too-large = Le total est trop grand. Commandez moins à la fois.
checkout-outside = Cette adresse est hors de la zone où le restaurant livre. Choisissez-en une autre, ou passez prendre.
checkout-takes-no-orders = Le restaurant ne prend pas de commande pour l’instant.
checkout-closed = Le restaurant est fermé.
checkout-closed-until = Le restaurant est fermé. Il ouvre : { $time }.
checkout-window-gone = Cette heure ne peut plus être tenue. Choisissez-en une autre.
checkout-no-delivery = Ce restaurant ne livre pas. Vous pouvez passer prendre.
checkout-no-collection = On ne peut pas passer prendre ici. Faites-vous livrer.
checkout-no-restaurant = Ce restaurant ne prend plus de commande.
checkout-at-limit = Notre coopérative doit à celle du restaurant plus que ce qui a été convenu. On ne peut rien y commander avant le règlement ; choisissez un autre restaurant en attendant.
checkout-no-agreement = Notre coopérative n’a pas d’accord avec celle du restaurant pour l’instant, on ne peut donc rien y commander.
checkout-silent = La coopérative du restaurant ne répond pas. Votre panier est gardé ; réessayez dans une minute.
checkout-refused = La coopérative du restaurant dit non à cette commande. Regardez la carte de nouveau.
checkout-refused-sold-out = Quelque chose dans le panier vient d’être épuisé là-bas. Regardez la carte de nouveau.
checkout-refused-minimum = La coopérative du restaurant dit que la commande est trop petite pour être livrée.

## An order

track-title = Commande { $number }
track-number-at = Commande { $number }, { $restaurant }
track-waiting = Transmise : { $restaurant }
track-arrives = Chez vous { $window }
track-arrives-about = Chez vous vers { $time }
track-collect-in = À retirer { $window }
track-code = À dire à la porte
track-code-note = On vous le demandera.
track-number = À dire au comptoir
track-number-note = C’est le numéro de votre commande.
track-timeline = Où en est la commande
track-sent = Reçue et transmise : { $restaurant }
track-accepted = Acceptée par { $restaurant }
track-cooking = En cuisine
track-ready = Prête pour la course
track-ready-collect = Prête à retirer
track-on-the-way = En route
track-delivered = Livrée
track-collected = Retirée
track-refused = Le restaurant n’a pas pu la prendre
track-unanswered = Le restaurant n’a pas répondu
track-cancelled = Annulée
track-answer-by = une réponse arrive avant { $time }
track-carried-by = avec { $carrier }
track-why-sold-out = Un des plats est épuisé
track-why-too-busy = Trop de commandes à la fois
track-why-closing = La cuisine ferme
track-why-no-answer = Le restaurant n’a pas répondu à temps
track-why-price = Un prix ou la carte avait changé entre-temps
track-why-area = L’adresse est hors de sa zone
track-why-time = L’heure ne pouvait pas être tenue
track-why-you = Vous l’avez reprise
track-why-restaurant = Le restaurant ne peut finalement pas
track-why-no-courier = Personne n’a pu la porter
track-why-no-show = Personne n’est venu, ou personne n’a ouvert
track-why-other = Cela n’a pas pu se faire
track-nothing-paid = Vous n’avez rien payé. D’autres restaurants sont ouverts.
track-withdrawing = Vous avez repris la commande
track-withdrawing-text = La coopérative du restaurant doit encore être d’accord : la cuisine vient peut-être de commencer.
track-withdrawn = Vous avez repris la commande.
track-too-late = La cuisine a commencé, la commande ne peut plus être reprise ici. Appelez la coopérative.
track-withdraw = Reprendre la commande
track-withdraw-text = C’est gratuit tant que la cuisine n’a pas commencé. La commande s’arrête et vous ne payez rien.
track-withdraw-yes = La reprendre
track-who = Qui fait quoi
track-same-price = Une autre coopérative donne un coup de main. Votre total ne change pas.
track-to = Vers { $address }
track-collect-at = À retirer : { $address }
track-map = Carte : le trajet de { $restaurant } jusqu’à chez vous
track-map-cell = Quelque part dans l’hexagone. On montre un quartier, jamais un point : qui pédale a droit à sa vie privée.
track-map-way = Le trajet à vélo
track-bill = Ce que vous payez
track-cash-door = en espèces, à la porte
track-cash-counter = en espèces, au comptoir
track-order-again = Revoir la carte
track-help = Aide et téléphone de la permanence

orders-title = Vos commandes
orders-none = Pas encore de commande
orders-none-text = Elles restent ici, avec leur reçu.
orders-past = Avant
orders-number = Commande { $number }
orders-sent = transmise
orders-accepted = acceptée
orders-cooking = en cuisine
orders-ready = prête
orders-on-the-way = en route
orders-delivered = livrée
orders-refused = refusée
orders-unanswered = sans réponse
orders-cancelled = annulée

## Following

following-title = Vos restaurants, aujourd’hui
following-order-of-arrival = Dans l’ordre où ils écrivent, rien n’est trié pour vous.
following-manage = { $count ->
    [one] Celui que vous suivez
   *[other] Les { $count } que vous suivez
}
following-quiet = Aucun n’a écrit aujourd’hui.
following-list = Vous suivez
following-order = Commander
following-over = n’est plus à la carte
following-none = Vous ne suivez aucun restaurant
following-none-text = Leurs plats du jour arriveront ici, et nulle part ailleurs. Personne ne voit qui vous suivez.
following-find = Trouver un restaurant
follow-started = Vous suivez { $restaurant }.
follow-stopped = Vous ne suivez plus { $restaurant }.
