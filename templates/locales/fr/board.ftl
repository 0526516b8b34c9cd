# Le tableau des commandes de la cuisine.

boards-title = Tableaux des commandes
boards-none = Il n’y a pas encore de cuisine ici
boards-none-text = L’administration crée les cuisines et dit qui y travaille.

board-title = Commandes
board-new = À accepter
board-new-none = Rien de nouveau.
board-kitchen = En cuisine
board-kitchen-none = Rien sur le feu.
board-counter = À remettre
board-counter-none = Le comptoir est vide.
board-menu = La carte, maintenant
board-menu-none = Aucun plat n’est encore à la carte.
board-no-sound = Cette page ne sonne pas. Les nouvelles commandes sont à gauche, avec le temps qui reste pour répondre.
board-accept = Accepter
board-ready = Prête
board-give = Remettre au client
board-collects = Le client passe prendre.
board-contains = contient { $list }
board-at-counter = { $name } au comptoir
board-on-the-way = { $name } en route
board-late = { $count } min de retard
board-in = dans { $count } min
board-code = Code montré par qui livre
board-hand-over = Remettre
board-code-wrong = { $count ->
    [one] Ce n’est pas le code. Il reste { $count } essai.
   *[other] Ce n’est pas le code. Il reste { $count } essais.
}
board-code-old-form = { $count ->
    [one] Cette page datait d’avant le dernier code faux ; le code n’a pas été vérifié. Tapez-le encore une fois. Il reste { $count } essai.
   *[other] Cette page datait d’avant le dernier code faux ; le code n’a pas été vérifié. Tapez-le encore une fois. Il reste { $count } essais.
}
board-code-locked = Trop de codes faux. Gardez le sac et appelez la permanence.
board-code-nobody = Personne n’est encore attendu pour ce sac. Gardez-le et appelez la permanence.
board-code-taken-back = Ce code n’est plus valable : la course a été donnée à quelqu’un d’autre. Gardez le sac.
board-refuse-sold-out = Plus de stock
board-refuse-too-busy = Trop de monde
board-refuse-closing = On ferme
board-refuse-other = Autre raison
board-refuse-why = Choisissez une raison : le client la lira.
board-sold-out = Épuisé
board-back = Il y en a
board-is-sold-out = épuisé
board-busy-begin = Coup de feu : délais plus longs
board-busy-end = Fin du coup de feu
board-open = Ouvert
board-open-until = Ouvert jusqu’à { $time }
board-opens-at = Ouvre { $time }
board-closed-until = Fermé jusqu’à { $time }
board-no-hours = Pas d’horaires
board-close-short = Pause de 20 minutes
board-close-day = Fermer pour aujourd’hui
board-reopen = Rouvrir
board-edit = Pages de la cuisine
board-specials = Plats du jour
board-edit-menu = Carte
board-edit-profile = Profil et horaires
board-gone = { $count ->
    [one] { $count } commande passée
   *[other] { $count } commandes passées
}
board-gone-out = en livraison
board-gone-delivered = livrée
board-gone-refused = refusée
board-gone-expired = sans réponse à temps
board-gone-cancelled = annulée

## Après un geste

board-accepted = La commande est acceptée.
board-refused = La commande est refusée, le client sait pourquoi.
board-readied = La commande est prête.
board-handed-over = Bon code : remettez le sac.
board-handed-over-before = Ce sac est déjà parti.
board-collected = Le client a sa commande.
board-item-gone = Épuisé. On ne peut plus le commander.
board-item-back = On peut de nouveau le commander.
board-opened = Les commandes arrivent de nouveau.

## Pourquoi pas

accept-elsewhere = Cette commande est dans une cuisine d’une autre coop.
accept-not-now = Cette commande ne peut plus être acceptée : le délai est passé, ou elle est finie.
refuse-elsewhere = Cette commande est dans une cuisine d’une autre coop.
refuse-not-now = Cette commande ne peut plus être refusée : elle a déjà sa réponse. Si elle ne peut pas être cuisinée, appelez la permanence.
ready-elsewhere = Cette commande est dans une cuisine d’une autre coop.
ready-not-now = Cette commande ne peut pas être prête : elle n’est pas acceptée, ou elle est finie.
collect-elsewhere = Cette commande est dans une cuisine d’une autre coop.
collect-is-delivered = Cette commande est livrée à vélo. Remettez-la contre le code.
collect-not-now = Cette commande ne peut pas être remise : elle n’est pas acceptée, ou elle est finie.
hand-over-elsewhere = Cette commande est dans une cuisine d’une autre coop.
hand-over-is-collected = Le client passe prendre cette commande ; il n’y a pas de code.
hand-over-not-now = Cette commande ne peut pas être remise : elle n’est pas acceptée, ou elle est finie.
