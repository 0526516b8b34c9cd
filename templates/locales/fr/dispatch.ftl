# La journée de la permanence.

dispatch-title = Tableau du jour
dispatch-partners = Partenaires
dispatch-capacity = Capacité
dispatch-us-free = Nous : { $free } libres sur { $all }
dispatch-us-waiting = { $count ->
    [0] rien n’attend
    [one] { $count } course attend
   *[other] { $count } courses attendent
}
dispatch-they-free = { $coop } : { $count } libres
dispatch-they-say-nothing = { $coop }
dispatch-they-say-nothing-note = n’a pas annoncé de temps libre
dispatch-silent = { $coop } : muette
dispatch-silent-since = sans réponse depuis { $time }

dispatch-todo = À attribuer
dispatch-nothing = Plus rien à attribuer
dispatch-area = vers un quartier, la porte n’est pas connue
dispatch-to-area = vers un quartier à { $distance }
dispatch-by = avant { $time }
dispatch-give-to = Attribuer la course { $number } à
dispatch-give = Donner
dispatch-costs = { $name } +{ $count } min
dispatch-does-not-fit = { $name } : ne passe pas
dispatch-off-duty = { $name } : pas d’heures annoncées
dispatch-to-neighbours = Aux voisines…
dispatch-which-neighbours = À quelles voisines
dispatch-offer = Proposer à celles-ci
dispatch-offer-again = Proposer encore
dispatch-unassign = Retirer de la liste
dispatch-assigned-list = { $count ->
    [one] { $count } course est sur une liste : la déplacer ou la reprendre
   *[other] { $count } courses sont sur des listes : les déplacer ou les reprendre
}

dispatch-riders = Qui pédale
dispatch-no-riders = Personne n’a annoncé d’heures pour aujourd’hui.
dispatch-until = jusqu’à { $time }
dispatch-from = dès { $time }
dispatch-off = pas d’heures annoncées
dispatch-not-accepted = { $number }, pas encore vue
dispatch-map = Les courses du moment : comptoirs en points, portes en quartiers

dispatch-trade = Courses entre coops
dispatch-no-trade = Pas de proposition pour l’instant.
dispatch-they-offer = { $coop } propose
dispatch-we-bid = Notre réponse à { $coop }, en attente
dispatch-we-won = À nous, de { $coop } : pas encore confirmée
dispatch-we-carry = Nous portons pour { $coop }
dispatch-rider-gets = prix fixe, dont { $amount } pour qui pédale
dispatch-with-whom = Avec qui
dispatch-with = avec { $name }, arrivée { $time }
dispatch-with-somebody = avec qui sera libre
dispatch-bid-go = Nous la portons
dispatch-pass = Passer
dispatch-release = La rendre
dispatch-we-offer = Nous proposons la { $number }
dispatch-they-carry = { $coop } porte la { $number }
dispatch-asked = { $count ->
    [one] à { $count } coop
   *[other] à { $count } coops
}
dispatch-take-back = Reprendre
dispatch-eta = arrivée { $time }
dispatch-no-answer = pas encore de réponse
dispatch-no-contact = muette
dispatch-bid-rejected = pas choisie
dispatch-not-acknowledged = attribuée, pas encore confirmée
dispatch-acknowledged = confirmée
dispatch-they-at-pickup = au comptoir
dispatch-they-picked-up = le sac est en route
dispatch-they-at-dropoff = à la porte

## Soucis

dispatch-troubles = À décider
dispatch-trouble = { $number } : { $what }
dispatch-trouble-nobody-offered = Aucune voisine n’a répondu. Quelqu’un de chez nous, proposer encore, ou finir la commande ?
dispatch-trouble-counter = La voisine dit qu’elle a le sac, le comptoir ne l’a pas remis. Demandez à la cuisine.
dispatch-trouble-released-with-bag = La voisine rend la course avec le sac en main. Appelez sa permanence.
dispatch-trouble-failed = La livraison n’a pas pu se faire.
dispatch-trouble-pin-locked = Le code du client était faux trop souvent. Appelez le client.
dispatch-trouble-code-locked = Le code de retrait était faux trop souvent. Appelez la cuisine.
dispatch-trouble-former-carrier = Un bon code vient d’une coop à qui cette course avait été reprise. Appelez sa permanence.
dispatch-trouble-revoked-with-bag = La voisine reprend ce que nous avons en main. Appelez sa permanence.
dispatch-trouble-receipt-refused = La voisine n’accepte pas notre reçu. Appelez sa permanence.
dispatch-trouble-collected = L’argent encaissé diffère de ce qui était convenu.
dispatch-trouble-no-ack = Reprise par la voisine : nous n’avions pas confirmé à temps.
dispatch-trouble-stalled = Reprise par la voisine : personne n’est venu chercher le sac.
dispatch-trouble-cancelled = Reprise par la voisine : la commande est annulée.
dispatch-trouble-own-courier = Reprise par la voisine : elle la porte elle-même.
dispatch-trouble-released = Elle a été rendue.
dispatch-trouble-wrong-pin = Le code du client était faux.
dispatch-end-order = Finir la commande
dispatch-hand-over = La bonne personne est là : remettre
dispatch-note-failed = Noter : pas livrée
dispatch-without-pin = Livrée sans le code
dispatch-why = Pourquoi vous en êtes sûre ou sûr
dispatch-say-why = Écrivez en 300 signes au plus pourquoi vous savez que le client l’a.

## Après un geste

dispatch-assigned = Donnée. Elle s’affiche maintenant sur sa page.
dispatch-unassigned = Elle est de nouveau à attribuer.
dispatch-offered = Les voisines sont prévenues.
dispatch-taken-back = Elle est de nouveau à nous, sauf si le sac était déjà parti.
dispatch-cancelled = La commande est finie, le client le sait.
dispatch-delivered = Livrée.
dispatch-failed-noted = Notée comme pas livrée.
dispatch-bid = Notre réponse est en route.
dispatch-passed = On passe.
dispatch-released = Rendue.

## Pourquoi pas

dispatch-choose-courier = Choisissez d’abord quelqu’un.
dispatch-cancel-why = Choisissez pourquoi la commande finit.
offer-unknown = Cette course n’a pas été proposée aux voisines.
offer-not-a-candidate = Cette course n’a pas été proposée à cette permanence.
offer-at-limit = Nous devons à ces voisines plus que ce qui a été convenu. Réglez avec elles et proposez un accord avec une limite plus haute, ou choisissez-en une autre.
offer-nobody-to-ask = Choisissez au moins une voisine avec un accord actif.
offer-not-now = Cette course ne peut pas être proposée : elle est sur une liste, partie ou finie. Reprenez-la d’abord.
offer-taken-back = Cette course a déjà été attribuée à une voisine puis reprise. Donnez-la à quelqu’un de chez nous.
offer-not-a-desk = Ce n’est pas la permanence d’une coop.
carry-unknown = Cette course ne nous a pas été proposée.
carry-too-late = Cette proposition est finie ; la voisine n’attend plus de réponse.
carry-not-a-partner = Il n’y a pas d’accord actif avec cette coop.
carry-not-a-desk = Ce n’est pas la permanence d’une coop.
carry-no-courier = Cette personne ne livre pas pour notre coop.
carry-cannot-release = On ne peut plus la rendre : nous avons le sac, ou elle est finie.
cancel-bag-is-gone = Le sac est déjà parti. Appelez d’abord la personne qui l’a.
cancel-elsewhere = Cette commande est dans une cuisine d’une autre coop.
cancel-not-now = Cette commande est déjà finie.
dispatch-reordered = Les arrêts sont dans le nouvel ordre.
dispatch-vouched = { $count ->
    [one] Une livraison terminée sans le code
   *[other] { $count } livraisons terminées sans le code
}
reorder-changed = La liste de cette personne a changé entre-temps. Regardez-la avant de déplacer un arrêt.
reorder-dropoff-first = Un sac doit être retiré avant d’être livré.
dispatch-delay = Au plus tôt au comptoir
dispatch-delay-none = tout de suite
dispatch-delay-minutes = dans { $count } minutes
dispatch-delay-go = Fixer
dispatch-delay-set = Les nouvelles commandes en tiennent compte dès maintenant.
pickup-delay-out-of-range = Choisissez un des délais proposés.
