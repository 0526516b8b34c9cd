# Ce que tout le monde lit : découvrir, restaurants, à propos.

## About

about-title = Prix, charte, qui décide : { $coop }
about-hero = On pédale, on vote, les vélos sont à nous.
about-lead = { $coop }, c’est une coopérative de livraison à { $place }. Pas de patron, pas d’investisseur, pas d’algorithme que personne n’a le droit de lire.
about-prices = Ce que paie votre argent
about-fee = La livraison coûte <b>{ $base } plus { $km } par km</b>. Sans frais de service, sans prix de pointe, sans supplément pour petite commande.
about-restaurants = Les cuisines gardent { $share } du prix des plats. Elles fixent leurs prix elles-mêmes.
about-order = Personne ne paie pour être en haut. Les cuisines sont classées par distance à vélo.
about-example = Une commande typique
about-tips = Le pourboire va entier à qui vous livre, en plus. On ne demande jamais deux fois.
about-work = Comment on travaille
about-no = Non, c’est non
about-no-text = On peut passer n’importe quelle course, sans raison et sans trace.
about-stars = Pas d’étoiles
about-stars-text = On ne note personne. Une réclamation va à un humain, qui vous rappelle.
about-location = La position reste ici
about-location-text = Vous voyez un quartier, pas un point.
about-charter = Notre charte
about-neighbours = Nos voisines
about-neighbours-text = Des coopératives d’autres villes, chacune avec ses cuisines, ses vélos, ses prix et ses serveurs. Entre nous, des accords signés.
about-neighbour-restaurants = { $count ->
    [one] { $count } cuisine
   *[other] { $count } cuisines
}
about-reach-label = Suivre et joindre
about-follow = Nous suivre
about-follow-text = Chaque plat du jour de chaque cuisine, dans l’application du Fédivers que vous avez déjà : <b>{ $handle }</b>
about-reach = Nous joindre
about-reach-none = La coop n’a pas encore écrit comment la joindre.
about-data = Vos données
about-data-text = Votre adresse et votre téléphone restent chez nous jusqu’au départ du vélo, et seule la personne qui livre les lit. La cuisine voit vos plats, pas votre porte. Sans mouchard, sans publicité, rien n’est vendu.
about-credits = Code source et crédits
about-source = Ce site est <a href="{ $url }">musette { $version }</a>, un logiciel libre sous AGPL-3.0 : lisez-le, changez-le, faites tourner le vôtre.
