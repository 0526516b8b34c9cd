# Déménager, fermer, emporter ses données.

## Un restaurant s’en va

kitchen-leaving = Déménager et partir
leaving-export = Tout emporter
leaving-export-text = Le profil, la carte, les images, ce que vous avez publié et qui vous suit, en un seul fichier. Le serveur d’une autre coop sait le lire. Rien n’y concerne les clients ni les livreurs.
leaving-export-go = Télécharger le fichier
leaving-aliases = Faire venir des abonnés
leaving-aliases-text = Le restaurant était-il sur un autre serveur avant ? Nommez d’abord ici son ancien compte. Puis déménagez là-bas : ses abonnés suivent d’eux-mêmes.
leaving-alias = L’ancien compte
leaving-alias-hint = Sous la forme nom@serveur, ou son adresse.
leaving-alias-add = C’est aussi ce restaurant
leaving-alias-remove = Retirer
leaving-alias-added = L’ancien compte peut maintenant déménager ici.
leaving-alias-removed = Le compte est retiré.
leaving-move = Déménager vers un autre serveur
leaving-move-text = Le nouveau compte doit d’abord nommer celui-ci. Les abonnés suivent ensuite le nouveau, cette page dit où vous êtes, les commandes en cours se terminent ici et les nouvelles se prennent là-bas. C’est définitif.
leaving-home = Le nouveau compte
leaving-home-hint = Sous la forme nom@serveur, ou son adresse.
leaving-confirm = Identifiant du restaurant
leaving-confirm-text = Pour confirmer, écrivez { $handle }.
leaving-move-go = Déménager
leaving-has-moved = Le restaurant a déménagé. Ses abonnés en sont informés.
leaving-moved = Le restaurant a déménagé vers { $home }
leaving-moved-text = La page d’ici le dit pendant un an. Les commandes en cours se terminent encore ici.
leaving-gone = Le restaurant est parti.
leaving-remove = Partir pour de bon
leaving-remove-text = Le restaurant disparaît ici et partout ailleurs. Les publications sont supprimées, les abonnés perdus, le nom n’est plus jamais donné. C’est définitif.
leaving-remove-go = Supprimer pour de bon
leaving-removed = Le restaurant est parti. Tous ceux qui le connaissaient en sont informés.
leaving-no-address = Ce n’est pas un compte : écrivez nom@serveur, ou son adresse.
leaving-not-found = Ce compte n’est pas lisible. Est-il bien écrit, et son serveur répond-il ?
coop-restaurants-left = parti
list-left = Le restaurant est parti. Un nouveau a besoin de son propre nom.
remove-open-orders = { $count ->
    [one] Une commande est en cours. Masquez le restaurant, puis terminez-la ou refusez-la d’abord.
   *[other] { $count } commandes sont en cours. Masquez le restaurant, puis terminez-les ou refusez-les d’abord.
}
remove-not-confirmed = Écrivez l’identifiant du restaurant pour confirmer qu’il part pour de bon.
move-never-shown = Le restaurant n’a jamais été affiché, personne ne le suit donc. Supprimez-le ici et ouvrez-le là-bas.
move-has-moved = Le restaurant a déjà déménagé.
move-here = Ce compte est sur ce serveur. Un restaurant déménage vers un autre.
move-not-mutual = Le nouveau compte ne nomme pas encore celui-ci. Ajoutez d’abord là-bas le compte de ce restaurant aux autres comptes.
move-not-confirmed = Écrivez l’identifiant du restaurant pour confirmer le déménagement.
alias-here = Ce compte est sur ce serveur. Seuls des comptes d’ailleurs peuvent venir ici.
alias-too-many = Un restaurant peut avoir dix autres comptes. Retirez-en un d’abord.
alias-left = Le restaurant est parti. Personne ne peut venir ici.
left-moved = { $name } a déménagé.
left-moved-text = Commandez à sa nouvelle adresse :
left-gone = { $name } est parti.

## La coop ferme

closing-title = Fermer pour de bon
closing-text = Quand une coop ferme, chacun doit le savoir tôt. Ce qui se passe :
closing-text-orders = Toutes les pages le disent dès aujourd’hui. Les commandes se prennent jusqu’à la veille du dernier jour ; ce jour-là, on termine celles en cours.
closing-text-others = Les autres coops et tous ceux qui suivent quelqu’un ici l’apprennent aujourd’hui, et la fin le jour même. Les accords se terminent alors.
closing-text-export = Les restaurants ont jusque-là pour emporter leurs données et déménager leurs abonnés.
closing-text-domain = Laissez le serveur tourner un an de plus : il ne dit alors plus que tout est parti.
closing-day = Dernier jour
closing-day-hint = Dans 30 jours au plus tôt.
closing-name = Nom de la coop
closing-confirm-text = Pour confirmer, écrivez { $name }.
closing-go = Annoncer la fermeture
closing-is-announced = La fermeture est annoncée.
closing-is-taken-back = La coop continue. Chacun en est informé.
closing-take-back = Nous continuons
closing-announced = La coop ferme après le { $day }
closing-announced-text = Jusque-là, vous pouvez revenir en arrière ou choisir un autre jour.
closing-has-closed = La coop a fermé le { $day }
closing-no-day = Dites quel jour est le dernier.
closing-too-soon = Le dernier jour doit être dans 30 jours au plus tôt.
closing-too-far = Le dernier jour peut être dans deux ans au plus tard.
closing-closed = La coop a fermé. Ce qui a été dit aux autres ne se reprend pas.
closing-not-confirmed = Écrivez le nom de la coop pour confirmer.
closing-banner = Cette coop ferme pour de bon après le { $day }.
closing-banner-closed = Cette coop a fermé pour de bon.
