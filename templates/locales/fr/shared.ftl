# Ce que dit chaque page : le cadre, les dates, et les parties que plusieurs publics voient.

## The frame

skip = Aller au contenu
nav-main = Principale
nav-bottom = Barre du bas
brand-line = { $place }, livraison à vélo
door-discover = Découvrir
door-following = Suivis
door-orders = Commandes
door-coop = La coop
work-restaurant = Tableau du restaurant
work-courier = Ma tournée
work-dispatch = Tableau du jour
work-coop = Administration
account = Mon compte
sign-in = Se connecter
sign-out = Se déconnecter
ride-home = Ma tournée, accueil
look = Apparence :
theme-light = claire
theme-dark = sombre
theme-sun = plein soleil
theme-auto = comme l’appareil
footer-coop = coopérative de livraison à vélo, { $place }
footer-about = Prix, charte et conditions de travail
footer-help = Aide et téléphone de la permanence
footer-data = Vos données
footer-software = Pages de moins de 100 ko, sans mouchard. Logiciel libre <b>musette</b> (AGPL). <a href="/about#credits">Code source et crédits</a>

## Dates and times

weekday-monday = lundi
weekday-tuesday = mardi
weekday-wednesday = mercredi
weekday-thursday = jeudi
weekday-friday = vendredi
weekday-saturday = samedi
weekday-sunday = dimanche
month-january = janvier
month-february = février
month-march = mars
month-april = avril
month-may = mai
month-june = juin
month-july = juillet
month-august = août
month-september = septembre
month-october = octobre
month-november = novembre
month-december = décembre
date-weekday = { $weekday } { $day ->
    [1] 1er
   *[other] { $day }
} { $month }
date-year = { $day ->
    [1] 1er
   *[other] { $day }
} { $month } { $year }
date-at = { $date }, { $time }
date-tomorrow-at = demain { $time }
date-yesterday-at = hier { $time }
ago-seconds = il y a { $count } s
ago-minutes = il y a { $count } min
ago-hours = il y a { $count } h
as-of = À jour à <time>{ $time }</time>
refresh = Actualiser

## Live parts

live-since = En direct, <time>{ $time }</time>

## Where things come from

origin-of = <b>{ $coop }</b>
origin-from = chez <b>{ $coop }</b>
origin-restaurant-of = un restaurant de la coop <b>{ $coop }</b>
origin-cooked-by = cuisiné par <b>{ $coop }</b>
origin-delivered-by = livré par <b>{ $coop }</b>
origin-customer-of = commande passée chez <b>{ $coop }</b>
origin-order-goes-to = votre commande part chez <b>{ $coop }</b>

## Food

allergens-none = Sans allergène déclaré
allergens-contains = Contient <b>{ $list }</b>
allergen-gluten = gluten
allergen-crustaceans = crustacés
allergen-eggs = œuf
allergen-fish = poisson
allergen-peanuts = arachide
allergen-soy = soja
allergen-milk = lait
allergen-nuts = fruits à coque
allergen-celery = céleri
allergen-mustard = moutarde
allergen-sesame = sésame
allergen-sulphites = sulfites
allergen-lupin = lupin
allergen-molluscs = mollusques
vegetarian = végétarien
posted-at = posté à { $time }
open-until = Ouvert jusqu’à { $time }
fact-delivered = livré
fact-bike = à vélo
fact-distance = Distance

## Money

shares-title = Où vont vos { $total }
shares-restaurant = La cuisine
shares-rider = Qui vous livre, salaire et cotisations
shares-coop = La coopérative : vélos, assurance, permanence
shares-spoken = Cuisine { $restaurant }, livraison { $rider }, coopérative { $coop }

## Work

ride-stop = Arrêt { $stop } sur { $all }
ring-deadline = Réponse attendue avant { $time }
ticket-ready-at = prête pour
ticket-allergy = Allergie : { $what }
ticket-refuse = Refuser…
tasks-done = { $count ->
    [one] { $count } fait
   *[other] { $count } faits
}
capacity-title = Capacité des coopératives
pin-erase = Effacer
pin-no-code = Pas de code
one-less = Un de moins
one-more = Un de plus

## Maps

map-credit = Carte © <a href="https://www.openstreetmap.org/copyright">les contributeurs d’OpenStreetMap</a>
marker-hint = Cliquez sur l’endroit. Au clavier : allez sur la carte, puis servez-vous des flèches ; avec Maj, elles vont plus loin. Ou écrivez les nombres dessous.
latitude = Latitude
longitude = Longitude

## Forms

form-errors = { $count ->
    [one] Il manque une chose, ou elle ne va pas
   *[other] { $count } choses manquent ou ne vont pas
}
field-optional = facultatif
field-empty = Rien n’est écrit ici.
field-too-long = Il y a place pour { $most } signes, il y en a { $count }.
field-not-money = Écrivez un montant comme 12,50, pas en dessous de zéro.
field-not-a-number = Écrivez un nombre.
field-choose = Choisissez parmi ce qui est proposé.
field-control = Il y a des caractères qui ne se montrent pas. Merci de l’écrire encore une fois.
cancel = Annuler
save = Enregistrer
field-price-high = Un prix est de { $most } au plus. Une faute de frappe ?
