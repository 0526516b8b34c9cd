# La page de qui pédale.

courier-title = Ma tournée
courier-pickup = Retrait
courier-dropoff = Livraison
courier-order = Commande { $number }
courier-show-code = Montrez ce code au comptoir
courier-offer = Pour vous : { $amount }. À livrer { $window }, { $distance }.
courier-door-later = L’adresse s’affiche quand vous avez accepté.
courier-door-awaited = L’adresse arrive
courier-door-awaited-text = On l’a demandée à la coop du client. Elle s’affichera toute seule.
courier-cash = À encaisser : { $amount } en espèces
courier-go = Y aller
courier-call = Appeler
courier-trouble = Souci
courier-then = Ensuite
courier-pin-of = Code de { $name }
courier-pin = Code du client
courier-accept = Je la fais
courier-here = Je suis au comptoir
courier-gone = { $place } : cette livraison n’est plus sur votre liste, elle a été rendue ou reprise. On vous a quand même donné le sac ? Alors dites-le.
courier-have-it = J’ai le sac
courier-at-door = Je suis à la porte
courier-give = Livré
courier-nothing = Rien à faire pour l’instant
courier-nothing-yet = Les nouveaux arrêts s’affichent tout seuls.
courier-done = { $count ->
    [one] { $count } arrêt fait aujourd’hui. Buvez quelque chose.
   *[other] { $count } arrêts faits aujourd’hui. Buvez quelque chose.
}
courier-times = Mes heures
courier-times-none = Vous n’avez annoncé aucune heure. Personne ne compte sur vous.
courier-also-neighbours = aussi pour les coops voisines
courier-withdraw = Retirer
courier-declare = Annoncer des heures
courier-from = De
courier-to = À
courier-no-time = Écrivez un jour et une heure, par exemple 2026-11-20T18:30.
courier-for-neighbours = Aussi pour les voisines
courier-for-neighbours-text = Elles apprennent seulement combien ont le temps, jamais qui.
courier-declare-go = J’ai le temps alors

## Souci

trouble-title = Ça ne va pas…
trouble-which = Quel est le souci ?
trouble-tell = Le dire à la permanence
trouble-nobody-there = Personne n’ouvre
trouble-no-such-address = Adresse introuvable
trouble-refused = Le client n’en veut pas
trouble-breakdown = Accident, panne ou malaise
trouble-spilled = Repas renversé ou perdu
trouble-not-ready = La cuisine ne le donne pas
trouble-other = Autre chose

## Après un geste

courier-accepted = Elle est à vous.
courier-at-pickup = La cuisine sait que vous êtes là.
courier-picked-up = Vous avez le sac.
courier-at-dropoff = Le client sait que vous êtes là.
courier-delivered = Livré. Merci.
courier-delivered-sent = Livré. La coop voisine vérifie le code.
courier-trouble-told = La permanence le sait. Attendez son appel.
courier-declared = Vos heures sont annoncées.
courier-withdrawn = Vos heures sont retirées.

## Pourquoi pas

courier-pin-wrong = { $count ->
    [one] Ce n’est pas le code du client. Il reste { $count } essai.
   *[other] Ce n’est pas le code du client. Il reste { $count } essais.
}
courier-pin-old-form = { $count ->
    [one] Cette page datait d’avant le dernier code faux ; le code n’a pas été vérifié. Tapez-le encore une fois. Il reste { $count } essai.
   *[other] Cette page datait d’avant le dernier code faux ; le code n’a pas été vérifié. Tapez-le encore une fois. Il reste { $count } essais.
}
courier-pin-locked = Trop de codes faux. La permanence décide ; appelez-la.
courier-pin-needed = Demandez les quatre chiffres au client. Sans eux, seule la permanence peut finir la livraison.
courier-not-yours = Cette course n’est plus sur votre liste.
courier-neighbours = Une coop voisine porte cette course.
courier-no-courier = Cette personne ne livre pas pour notre coop.
courier-not-now = Ça ne va plus : la course a avancé entre-temps. La voici telle qu’elle est.
courier-handoff = La coop à qui est cette course l’a reprise, ou n’attend pas cela maintenant. Appelez la permanence.
availability-backwards = Des heures finissent après leur début, et dans le futur.
availability-too-long = Seize heures d’affilée au plus.
availability-too-far = On peut annoncer les quatre semaines à venir.
availability-overlaps = Vous avez déjà annoncé ces heures, ou une partie.
availability-not-yours = Ce ne sont pas vos heures.
courier-door-of = Chez la cliente ou le client de { $place } ; l’adresse vient avec votre accord
